//! As much of JSON Schema 2020-12 as the project's schema uses.
//!
//! Stricter than the standard in one way: a property that an object schema does not name is an
//! error, so that nothing is printed that is not documented. A keyword that is not known here is an
//! error too, so that nothing is documented that is not checked.

use serde_json::Value;

/// What of `value` does not fit, as paths with reasons.
pub fn violations(schema: &Value, value: &Value) -> Vec<String> {
    let mut checker = Checker { root: schema, found: Vec::new() };
    checker.check(schema, value, "$");
    checker.found
}

struct Checker<'a> {
    root: &'a Value,
    found: Vec<String>,
}

impl Checker<'_> {
    fn tell(&mut self, at: &str, what: &str) {
        self.found.push(format!("{at}: {what}"));
    }

    fn fits(&self, schema: &Value, value: &Value, at: &str) -> Vec<String> {
        let mut checker = Checker { root: self.root, found: Vec::new() };
        checker.check(schema, value, at);
        checker.found
    }

    fn check(&mut self, schema: &Value, value: &Value, at: &str) {
        let keywords = schema.as_object().expect("a schema is an object");
        for (keyword, rule) in keywords {
            match keyword.as_str() {
                "$schema" | "$defs" | "title" | "description" | "properties" => {}
                "$ref" => {
                    let pointer = rule.as_str().and_then(|target| target.strip_prefix('#'));
                    let target = pointer.and_then(|pointer| self.root.pointer(pointer));
                    let target = target.unwrap_or_else(|| panic!("{rule} leads nowhere"));
                    let found = self.fits(target, value, at);
                    self.found.extend(found);
                }
                "type" if !has_type(rule, value) => self.tell(at, &format!("not of type {rule}")),
                "const" if rule != value => self.tell(at, &format!("{value} is not {rule}")),
                "enum" if !list(rule).contains(value) => {
                    self.tell(at, &format!("{value} is none of {rule}"));
                }
                "oneOf" => self.check_one_of(list(rule), value, at),
                "required" => {
                    for name in list(rule).iter().filter_map(Value::as_str) {
                        if value.get(name).is_none() {
                            self.tell(at, &format!("has no `{name}`"));
                        }
                    }
                }
                "items" => {
                    for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(rule, item, &format!("{at}[{number}]"));
                    }
                }
                "minItems" | "maxItems" => {
                    let count = value.as_array().map_or(0, Vec::len) as u64;
                    let limit = rule.as_u64().expect("a count");
                    let fits = if keyword == "minItems" { count >= limit } else { count <= limit };
                    if !fits {
                        self.tell(at, &format!("{count} items, {keyword} {limit}"));
                    }
                }
                "minimum" if value.as_f64() < rule.as_f64() => {
                    self.tell(at, &format!("{value} is below {rule}"));
                }
                "additionalProperties" | "type" | "const" | "enum" | "minimum" => {}
                other => panic!("the checker does not know the keyword `{other}`"),
            }
        }
        self.check_properties(schema, value, at);
    }

    fn check_properties(&mut self, schema: &Value, value: &Value, at: &str) {
        let rules = schema.get("properties");
        let others = schema.get("additionalProperties");
        if rules.is_none() && others.is_none() {
            return;
        }
        for (name, property) in value.as_object().into_iter().flatten() {
            let at = format!("{at}.{name}");
            match rules.and_then(|rules| rules.get(name)).or(others) {
                Some(rule) => self.check(rule, property, &at),
                None => self.tell(&at, "is not in the schema"),
            }
        }
    }

    fn check_one_of(&mut self, choices: &[Value], value: &Value, at: &str) {
        let all: Vec<Vec<String>> =
            choices.iter().map(|choice| self.fits(choice, value, at)).collect();
        let fitting = all.iter().filter(|found| found.is_empty()).count();
        if fitting != 1 {
            let closest = all.into_iter().min_by_key(Vec::len).unwrap_or_default();
            self.tell(at, &format!("fits {fitting} of the choices; the closest: {closest:?}"));
        }
    }
}

fn list(rule: &Value) -> &[Value] {
    rule.as_array().expect("a list")
}

fn has_type(name: &Value, value: &Value) -> bool {
    match name.as_str().expect("a type is a name") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        other => panic!("no type is called `{other}`"),
    }
}
