
use builtin;
use str;

set edit:completion:arg-completer[pilgi] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'pilgi'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'pilgi'= {
            cand --notes 'Notes folder; may be given several times [env: PILGI_NOTES]'
            cand --index 'Index folder [env: PILGI_INDEX]'
            cand --config 'Configuration file, instead of the nearest pilgi.toml'
            cand --color 'When to colour'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand query 'Find the lines that answer'
            cand q 'Find the lines that answer'
            cand limits 'Show where limits and other figures are mentioned, with what they measure'
            cand topics 'Show what the notes are about, or all that they say on one thing'
            cand index 'Build the index, or bring it up to date, and say what changed'
            cand explain 'Say how a query was read and why each hit ranks where it does'
            cand analyze 'Show the tokens of a text'
            cand eval 'Measure retrieval on labelled queries'
            cand status 'Show where notes and index are, and whether the index is up to date'
            cand completions 'Print the script that completes commands and options in a shell'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'pilgi;query'= {
            cand -n 'Show at most N passages; with --paths, N notes'
            cand --max-results 'Show at most N passages; with --paths, N notes'
            cand -s 'Only on this service, by any of its names; may be given several times'
            cand --service 'Only on this service, by any of its names; may be given several times'
            cand -c 'Only on this concept; may be given several times'
            cand --concept 'Only on this concept; may be given several times'
            cand --format-version 'With --json: the version of the format that is expected'
            cand --notes 'Notes folder; may be given several times [env: PILGI_NOTES]'
            cand --index 'Index folder [env: PILGI_INDEX]'
            cand --config 'Configuration file, instead of the nearest pilgi.toml'
            cand --color 'When to colour'
            cand -x 'Words as typed: no other spacing, no other names, no slips of the keyboard'
            cand --exact 'Words as typed: no other spacing, no other names, no slips of the keyboard'
            cand --prefix 'The last word is the beginning of one'
            cand --no-refresh 'Answer from the index as it is, without looking at the notes first'
            cand --json 'One JSON object a line (schema/query.schema.json)'
            cand --vimgrep 'path:line:column:text, for editors'
            cand -l 'Only the notes'' paths, each once, best first'
            cand --paths 'Only the notes'' paths, each once, best first'
            cand -0 'With --paths or --vimgrep: a NUL byte after each path'
            cand --null 'With --paths or --vimgrep: a NUL byte after each path'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'pilgi;q'= {
            cand -n 'Show at most N passages; with --paths, N notes'
            cand --max-results 'Show at most N passages; with --paths, N notes'
            cand -s 'Only on this service, by any of its names; may be given several times'
            cand --service 'Only on this service, by any of its names; may be given several times'
            cand -c 'Only on this concept; may be given several times'
            cand --concept 'Only on this concept; may be given several times'
            cand --format-version 'With --json: the version of the format that is expected'
            cand --notes 'Notes folder; may be given several times [env: PILGI_NOTES]'
            cand --index 'Index folder [env: PILGI_INDEX]'
            cand --config 'Configuration file, instead of the nearest pilgi.toml'
            cand --color 'When to colour'
            cand -x 'Words as typed: no other spacing, no other names, no slips of the keyboard'
            cand --exact 'Words as typed: no other spacing, no other names, no slips of the keyboard'
            cand --prefix 'The last word is the beginning of one'
            cand --no-refresh 'Answer from the index as it is, without looking at the notes first'
            cand --json 'One JSON object a line (schema/query.schema.json)'
            cand --vimgrep 'path:line:column:text, for editors'
            cand -l 'Only the notes'' paths, each once, best first'
            cand --paths 'Only the notes'' paths, each once, best first'
            cand -0 'With --paths or --vimgrep: a NUL byte after each path'
            cand --null 'With --paths or --vimgrep: a NUL byte after each path'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'pilgi;limits'= {
            cand -s 'Only of this service, by any of its names; may be given several times'
            cand --service 'Only of this service, by any of its names; may be given several times'
            cand -c 'Only on this concept; may be given several times'
            cand --concept 'Only on this concept; may be given several times'
            cand -u 'Only in this unit'
            cand --unit 'Only in this unit'
            cand -n 'Show at most N rows'
            cand --max-results 'Show at most N rows'
            cand --format-version 'With --json: the version of the format that is expected'
            cand --notes 'Notes folder; may be given several times [env: PILGI_NOTES]'
            cand --index 'Index folder [env: PILGI_INDEX]'
            cand --config 'Configuration file, instead of the nearest pilgi.toml'
            cand --color 'When to colour'
            cand -a 'Figures in passing too: small counts, examples, measurements'
            cand --all 'Figures in passing too: small counts, examples, measurements'
            cand --conflicts 'Instead, show pairs of lines whose figures cannot both hold'
            cand --no-refresh 'Answer from the index as it is, without looking at the notes first'
            cand --json 'One JSON object a line (schema/query.schema.json)'
            cand --vimgrep 'path:line:column:text, for editors'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'pilgi;topics'= {
            cand -n 'Show at most N rows of each sort'
            cand --max-results 'Show at most N rows of each sort'
            cand --format-version 'With --json: the version of the format that is expected'
            cand --notes 'Notes folder; may be given several times [env: PILGI_NOTES]'
            cand --index 'Index folder [env: PILGI_INDEX]'
            cand --config 'Configuration file, instead of the nearest pilgi.toml'
            cand --color 'When to colour'
            cand --no-refresh 'Answer from the index as it is, without looking at the notes first'
            cand --json 'One JSON object a line'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'pilgi;index'= {
            cand --notes 'Notes folder; may be given several times [env: PILGI_NOTES]'
            cand --index 'Index folder [env: PILGI_INDEX]'
            cand --config 'Configuration file, instead of the nearest pilgi.toml'
            cand --color 'When to colour'
            cand --rebuild 'Build everything anew, whatever is there'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'pilgi;explain'= {
            cand -n 'Show at most N passages; with --paths, N notes'
            cand --max-results 'Show at most N passages; with --paths, N notes'
            cand -s 'Only on this service, by any of its names; may be given several times'
            cand --service 'Only on this service, by any of its names; may be given several times'
            cand -c 'Only on this concept; may be given several times'
            cand --concept 'Only on this concept; may be given several times'
            cand --format-version 'With --json: the version of the format that is expected'
            cand --notes 'Notes folder; may be given several times [env: PILGI_NOTES]'
            cand --index 'Index folder [env: PILGI_INDEX]'
            cand --config 'Configuration file, instead of the nearest pilgi.toml'
            cand --color 'When to colour'
            cand -x 'Words as typed: no other spacing, no other names, no slips of the keyboard'
            cand --exact 'Words as typed: no other spacing, no other names, no slips of the keyboard'
            cand --prefix 'The last word is the beginning of one'
            cand --no-refresh 'Answer from the index as it is, without looking at the notes first'
            cand --json 'One JSON object a line'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'pilgi;analyze'= {
            cand --format-version 'With --json: the version of the format that is expected'
            cand --notes 'Notes folder; may be given several times [env: PILGI_NOTES]'
            cand --index 'Index folder [env: PILGI_INDEX]'
            cand --config 'Configuration file, instead of the nearest pilgi.toml'
            cand --color 'When to colour'
            cand --json 'One JSON object a line'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'pilgi;eval'= {
            cand --queries 'The queries'
            cand --qrels 'Which documents answer them'
            cand --exclude 'Documents that do not count for a query'
            cand --run 'Write the rankings here, as trec_eval reads them'
            cand --weights 'Rank by these numbers instead of the built-in ones (TOML)'
            cand --format-version 'With --json: the version of the format that is expected'
            cand --notes 'Notes folder; may be given several times [env: PILGI_NOTES]'
            cand --index 'Index folder [env: PILGI_INDEX]'
            cand --config 'Configuration file, instead of the nearest pilgi.toml'
            cand --color 'When to colour'
            cand --no-refresh 'Answer from the index as it is, without looking at the notes first'
            cand --json 'One JSON object a line'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'pilgi;status'= {
            cand --format-version 'With --json: the version of the format that is expected'
            cand --notes 'Notes folder; may be given several times [env: PILGI_NOTES]'
            cand --index 'Index folder [env: PILGI_INDEX]'
            cand --config 'Configuration file, instead of the nearest pilgi.toml'
            cand --color 'When to colour'
            cand --json 'One JSON object a line'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'pilgi;completions'= {
            cand --notes 'Notes folder; may be given several times [env: PILGI_NOTES]'
            cand --index 'Index folder [env: PILGI_INDEX]'
            cand --config 'Configuration file, instead of the nearest pilgi.toml'
            cand --color 'When to colour'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'pilgi;help'= {
            cand query 'Find the lines that answer'
            cand limits 'Show where limits and other figures are mentioned, with what they measure'
            cand topics 'Show what the notes are about, or all that they say on one thing'
            cand index 'Build the index, or bring it up to date, and say what changed'
            cand explain 'Say how a query was read and why each hit ranks where it does'
            cand analyze 'Show the tokens of a text'
            cand eval 'Measure retrieval on labelled queries'
            cand status 'Show where notes and index are, and whether the index is up to date'
            cand completions 'Print the script that completes commands and options in a shell'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'pilgi;help;query'= {
        }
        &'pilgi;help;limits'= {
        }
        &'pilgi;help;topics'= {
        }
        &'pilgi;help;index'= {
        }
        &'pilgi;help;explain'= {
        }
        &'pilgi;help;analyze'= {
        }
        &'pilgi;help;eval'= {
        }
        &'pilgi;help;status'= {
        }
        &'pilgi;help;completions'= {
        }
        &'pilgi;help;help'= {
        }
    ]
    $completions[$command]
}
