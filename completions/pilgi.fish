# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_pilgi_global_optspecs
    string join \n notes= index= config= color= q/quiet h/help V/version
end

function __fish_pilgi_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_pilgi_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_pilgi_using_subcommand
    set -l cmd (__fish_pilgi_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c pilgi -n "__fish_pilgi_needs_command" -l notes -d 'Notes folder; may be given several times [env: PILGI_NOTES]' -r -F
complete -c pilgi -n "__fish_pilgi_needs_command" -l index -d 'Index folder [env: PILGI_INDEX]' -r -F
complete -c pilgi -n "__fish_pilgi_needs_command" -l config -d 'Configuration file, instead of the nearest pilgi.toml' -r -F
complete -c pilgi -n "__fish_pilgi_needs_command" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c pilgi -n "__fish_pilgi_needs_command" -s q -l quiet -d 'Say nothing but results and errors'
complete -c pilgi -n "__fish_pilgi_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pilgi -n "__fish_pilgi_needs_command" -s V -l version -d 'Print version'
complete -c pilgi -n "__fish_pilgi_needs_command" -f -a "query" -d 'Find the lines that answer'
complete -c pilgi -n "__fish_pilgi_needs_command" -f -a "q" -d 'Find the lines that answer'
complete -c pilgi -n "__fish_pilgi_needs_command" -f -a "limits" -d 'Show where limits and other figures are mentioned, with what they measure'
complete -c pilgi -n "__fish_pilgi_needs_command" -f -a "topics" -d 'Show what the notes are about, or all that they say on one thing'
complete -c pilgi -n "__fish_pilgi_needs_command" -f -a "index" -d 'Build the index, or bring it up to date, and say what changed'
complete -c pilgi -n "__fish_pilgi_needs_command" -f -a "explain" -d 'Say how a query was read and why each hit ranks where it does'
complete -c pilgi -n "__fish_pilgi_needs_command" -f -a "analyze" -d 'Show the tokens of a text'
complete -c pilgi -n "__fish_pilgi_needs_command" -f -a "eval" -d 'Measure retrieval on labelled queries'
complete -c pilgi -n "__fish_pilgi_needs_command" -f -a "status" -d 'Show where notes and index are, and whether the index is up to date'
complete -c pilgi -n "__fish_pilgi_needs_command" -f -a "completions" -d 'Print the script that completes commands and options in a shell'
complete -c pilgi -n "__fish_pilgi_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -s n -l max-results -d 'Show at most N passages; with --paths, N notes' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -s s -l service -d 'Only on this service, by any of its names; may be given several times' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -s c -l concept -d 'Only on this concept; may be given several times' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -l format-version -d 'With --json: the version of the format that is expected' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -l notes -d 'Notes folder; may be given several times [env: PILGI_NOTES]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -l index -d 'Index folder [env: PILGI_INDEX]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -l config -d 'Configuration file, instead of the nearest pilgi.toml' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -s x -l exact -d 'Words as typed: no other spacing, no other names, no slips of the keyboard'
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -l prefix -d 'The last word is the beginning of one'
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -l no-refresh -d 'Answer from the index as it is, without looking at the notes first'
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -l json -d 'One JSON object a line (schema/query.schema.json)'
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -l vimgrep -d 'path:line:column:text, for editors'
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -s l -l paths -d 'Only the notes\' paths, each once, best first'
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -s 0 -l null -d 'With --paths or --vimgrep: a NUL byte after each path'
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -s q -l quiet -d 'Say nothing but results and errors'
complete -c pilgi -n "__fish_pilgi_using_subcommand query" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -s n -l max-results -d 'Show at most N passages; with --paths, N notes' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -s s -l service -d 'Only on this service, by any of its names; may be given several times' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -s c -l concept -d 'Only on this concept; may be given several times' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -l format-version -d 'With --json: the version of the format that is expected' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -l notes -d 'Notes folder; may be given several times [env: PILGI_NOTES]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -l index -d 'Index folder [env: PILGI_INDEX]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -l config -d 'Configuration file, instead of the nearest pilgi.toml' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -s x -l exact -d 'Words as typed: no other spacing, no other names, no slips of the keyboard'
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -l prefix -d 'The last word is the beginning of one'
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -l no-refresh -d 'Answer from the index as it is, without looking at the notes first'
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -l json -d 'One JSON object a line (schema/query.schema.json)'
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -l vimgrep -d 'path:line:column:text, for editors'
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -s l -l paths -d 'Only the notes\' paths, each once, best first'
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -s 0 -l null -d 'With --paths or --vimgrep: a NUL byte after each path'
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -s q -l quiet -d 'Say nothing but results and errors'
complete -c pilgi -n "__fish_pilgi_using_subcommand q" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pilgi -n "__fish_pilgi_using_subcommand limits" -s s -l service -d 'Only of this service, by any of its names; may be given several times' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand limits" -s c -l concept -d 'Only on this concept; may be given several times' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand limits" -s u -l unit -d 'Only in this unit' -r -f -a "time\t''
size\t''
count\t''
percent\t''
rate\t''
money\t''"
complete -c pilgi -n "__fish_pilgi_using_subcommand limits" -s n -l max-results -d 'Show at most N rows' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand limits" -l format-version -d 'With --json: the version of the format that is expected' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand limits" -l notes -d 'Notes folder; may be given several times [env: PILGI_NOTES]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand limits" -l index -d 'Index folder [env: PILGI_INDEX]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand limits" -l config -d 'Configuration file, instead of the nearest pilgi.toml' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand limits" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c pilgi -n "__fish_pilgi_using_subcommand limits" -s a -l all -d 'Figures in passing too: small counts, examples, measurements'
complete -c pilgi -n "__fish_pilgi_using_subcommand limits" -l conflicts -d 'Instead, show pairs of lines whose figures cannot both hold'
complete -c pilgi -n "__fish_pilgi_using_subcommand limits" -l no-refresh -d 'Answer from the index as it is, without looking at the notes first'
complete -c pilgi -n "__fish_pilgi_using_subcommand limits" -l json -d 'One JSON object a line (schema/query.schema.json)'
complete -c pilgi -n "__fish_pilgi_using_subcommand limits" -l vimgrep -d 'path:line:column:text, for editors'
complete -c pilgi -n "__fish_pilgi_using_subcommand limits" -s q -l quiet -d 'Say nothing but results and errors'
complete -c pilgi -n "__fish_pilgi_using_subcommand limits" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pilgi -n "__fish_pilgi_using_subcommand topics" -s n -l max-results -d 'Show at most N rows of each sort' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand topics" -l format-version -d 'With --json: the version of the format that is expected' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand topics" -l notes -d 'Notes folder; may be given several times [env: PILGI_NOTES]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand topics" -l index -d 'Index folder [env: PILGI_INDEX]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand topics" -l config -d 'Configuration file, instead of the nearest pilgi.toml' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand topics" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c pilgi -n "__fish_pilgi_using_subcommand topics" -l no-refresh -d 'Answer from the index as it is, without looking at the notes first'
complete -c pilgi -n "__fish_pilgi_using_subcommand topics" -l json -d 'One JSON object a line'
complete -c pilgi -n "__fish_pilgi_using_subcommand topics" -s q -l quiet -d 'Say nothing but results and errors'
complete -c pilgi -n "__fish_pilgi_using_subcommand topics" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pilgi -n "__fish_pilgi_using_subcommand index" -l notes -d 'Notes folder; may be given several times [env: PILGI_NOTES]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand index" -l index -d 'Index folder [env: PILGI_INDEX]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand index" -l config -d 'Configuration file, instead of the nearest pilgi.toml' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand index" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c pilgi -n "__fish_pilgi_using_subcommand index" -l rebuild -d 'Build everything anew, whatever is there'
complete -c pilgi -n "__fish_pilgi_using_subcommand index" -s q -l quiet -d 'Say nothing but results and errors'
complete -c pilgi -n "__fish_pilgi_using_subcommand index" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pilgi -n "__fish_pilgi_using_subcommand explain" -s n -l max-results -d 'Show at most N passages; with --paths, N notes' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand explain" -s s -l service -d 'Only on this service, by any of its names; may be given several times' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand explain" -s c -l concept -d 'Only on this concept; may be given several times' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand explain" -l format-version -d 'With --json: the version of the format that is expected' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand explain" -l notes -d 'Notes folder; may be given several times [env: PILGI_NOTES]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand explain" -l index -d 'Index folder [env: PILGI_INDEX]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand explain" -l config -d 'Configuration file, instead of the nearest pilgi.toml' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand explain" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c pilgi -n "__fish_pilgi_using_subcommand explain" -s x -l exact -d 'Words as typed: no other spacing, no other names, no slips of the keyboard'
complete -c pilgi -n "__fish_pilgi_using_subcommand explain" -l prefix -d 'The last word is the beginning of one'
complete -c pilgi -n "__fish_pilgi_using_subcommand explain" -l no-refresh -d 'Answer from the index as it is, without looking at the notes first'
complete -c pilgi -n "__fish_pilgi_using_subcommand explain" -l json -d 'One JSON object a line'
complete -c pilgi -n "__fish_pilgi_using_subcommand explain" -s q -l quiet -d 'Say nothing but results and errors'
complete -c pilgi -n "__fish_pilgi_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pilgi -n "__fish_pilgi_using_subcommand analyze" -l format-version -d 'With --json: the version of the format that is expected' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand analyze" -l notes -d 'Notes folder; may be given several times [env: PILGI_NOTES]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand analyze" -l index -d 'Index folder [env: PILGI_INDEX]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand analyze" -l config -d 'Configuration file, instead of the nearest pilgi.toml' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand analyze" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c pilgi -n "__fish_pilgi_using_subcommand analyze" -l json -d 'One JSON object a line'
complete -c pilgi -n "__fish_pilgi_using_subcommand analyze" -s q -l quiet -d 'Say nothing but results and errors'
complete -c pilgi -n "__fish_pilgi_using_subcommand analyze" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pilgi -n "__fish_pilgi_using_subcommand eval" -l queries -d 'The queries' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand eval" -l qrels -d 'Which documents answer them' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand eval" -l exclude -d 'Documents that do not count for a query' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand eval" -l run -d 'Write the rankings here, as trec_eval reads them' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand eval" -l weights -d 'Rank by these numbers instead of the built-in ones (TOML)' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand eval" -l format-version -d 'With --json: the version of the format that is expected' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand eval" -l notes -d 'Notes folder; may be given several times [env: PILGI_NOTES]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand eval" -l index -d 'Index folder [env: PILGI_INDEX]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand eval" -l config -d 'Configuration file, instead of the nearest pilgi.toml' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand eval" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c pilgi -n "__fish_pilgi_using_subcommand eval" -l no-refresh -d 'Answer from the index as it is, without looking at the notes first'
complete -c pilgi -n "__fish_pilgi_using_subcommand eval" -l json -d 'One JSON object a line'
complete -c pilgi -n "__fish_pilgi_using_subcommand eval" -s q -l quiet -d 'Say nothing but results and errors'
complete -c pilgi -n "__fish_pilgi_using_subcommand eval" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pilgi -n "__fish_pilgi_using_subcommand status" -l format-version -d 'With --json: the version of the format that is expected' -r
complete -c pilgi -n "__fish_pilgi_using_subcommand status" -l notes -d 'Notes folder; may be given several times [env: PILGI_NOTES]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand status" -l index -d 'Index folder [env: PILGI_INDEX]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand status" -l config -d 'Configuration file, instead of the nearest pilgi.toml' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand status" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c pilgi -n "__fish_pilgi_using_subcommand status" -l json -d 'One JSON object a line'
complete -c pilgi -n "__fish_pilgi_using_subcommand status" -s q -l quiet -d 'Say nothing but results and errors'
complete -c pilgi -n "__fish_pilgi_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pilgi -n "__fish_pilgi_using_subcommand completions" -l notes -d 'Notes folder; may be given several times [env: PILGI_NOTES]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand completions" -l index -d 'Index folder [env: PILGI_INDEX]' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand completions" -l config -d 'Configuration file, instead of the nearest pilgi.toml' -r -F
complete -c pilgi -n "__fish_pilgi_using_subcommand completions" -l color -d 'When to colour' -r -f -a "auto\t''
always\t''
never\t''"
complete -c pilgi -n "__fish_pilgi_using_subcommand completions" -s q -l quiet -d 'Say nothing but results and errors'
complete -c pilgi -n "__fish_pilgi_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c pilgi -n "__fish_pilgi_using_subcommand help; and not __fish_seen_subcommand_from query limits topics index explain analyze eval status completions help" -f -a "query" -d 'Find the lines that answer'
complete -c pilgi -n "__fish_pilgi_using_subcommand help; and not __fish_seen_subcommand_from query limits topics index explain analyze eval status completions help" -f -a "limits" -d 'Show where limits and other figures are mentioned, with what they measure'
complete -c pilgi -n "__fish_pilgi_using_subcommand help; and not __fish_seen_subcommand_from query limits topics index explain analyze eval status completions help" -f -a "topics" -d 'Show what the notes are about, or all that they say on one thing'
complete -c pilgi -n "__fish_pilgi_using_subcommand help; and not __fish_seen_subcommand_from query limits topics index explain analyze eval status completions help" -f -a "index" -d 'Build the index, or bring it up to date, and say what changed'
complete -c pilgi -n "__fish_pilgi_using_subcommand help; and not __fish_seen_subcommand_from query limits topics index explain analyze eval status completions help" -f -a "explain" -d 'Say how a query was read and why each hit ranks where it does'
complete -c pilgi -n "__fish_pilgi_using_subcommand help; and not __fish_seen_subcommand_from query limits topics index explain analyze eval status completions help" -f -a "analyze" -d 'Show the tokens of a text'
complete -c pilgi -n "__fish_pilgi_using_subcommand help; and not __fish_seen_subcommand_from query limits topics index explain analyze eval status completions help" -f -a "eval" -d 'Measure retrieval on labelled queries'
complete -c pilgi -n "__fish_pilgi_using_subcommand help; and not __fish_seen_subcommand_from query limits topics index explain analyze eval status completions help" -f -a "status" -d 'Show where notes and index are, and whether the index is up to date'
complete -c pilgi -n "__fish_pilgi_using_subcommand help; and not __fish_seen_subcommand_from query limits topics index explain analyze eval status completions help" -f -a "completions" -d 'Print the script that completes commands and options in a shell'
complete -c pilgi -n "__fish_pilgi_using_subcommand help; and not __fish_seen_subcommand_from query limits topics index explain analyze eval status completions help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
