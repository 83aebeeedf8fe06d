use std::process::ExitCode;

/// How a command went, as its exit code says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Something was found, or done.
    Found,
    /// Nothing was found.
    Nothing,
    /// An error.
    Error,
    /// The format version that was asked for is no longer written.
    FormatTooOld,
    /// The format version that was asked for is not known yet.
    FormatTooNew,
}

impl Exit {
    /// [`Exit::Found`] where there was something.
    pub fn of(found: bool) -> Self {
        if found { Exit::Found } else { Exit::Nothing }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Found => 0,
            Exit::Nothing => 1,
            Exit::Error => 2,
            Exit::FormatTooOld => 20,
            Exit::FormatTooNew => 21,
        })
    }
}
