
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'pilgi' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'pilgi'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'pilgi' {
            [CompletionResult]::new('--notes', '--notes', [CompletionResultType]::ParameterName, 'Notes folder; may be given several times [env: PILGI_NOTES]')
            [CompletionResult]::new('--index', '--index', [CompletionResultType]::ParameterName, 'Index folder [env: PILGI_INDEX]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file, instead of the nearest pilgi.toml')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('query', 'query', [CompletionResultType]::ParameterValue, 'Find the lines that answer')
            [CompletionResult]::new('q', 'q', [CompletionResultType]::ParameterValue, 'Find the lines that answer')
            [CompletionResult]::new('limits', 'limits', [CompletionResultType]::ParameterValue, 'Show where limits and other figures are mentioned, with what they measure')
            [CompletionResult]::new('topics', 'topics', [CompletionResultType]::ParameterValue, 'Show what the notes are about, or all that they say on one thing')
            [CompletionResult]::new('index', 'index', [CompletionResultType]::ParameterValue, 'Build the index, or bring it up to date, and say what changed')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Say how a query was read and why each hit ranks where it does')
            [CompletionResult]::new('analyze', 'analyze', [CompletionResultType]::ParameterValue, 'Show the tokens of a text')
            [CompletionResult]::new('eval', 'eval', [CompletionResultType]::ParameterValue, 'Measure retrieval on labelled queries')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show where notes and index are, and whether the index is up to date')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the script that completes commands and options in a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'pilgi;query' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Show at most N passages; with --paths, N notes')
            [CompletionResult]::new('--max-results', '--max-results', [CompletionResultType]::ParameterName, 'Show at most N passages; with --paths, N notes')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Only on this service, by any of its names; may be given several times')
            [CompletionResult]::new('--service', '--service', [CompletionResultType]::ParameterName, 'Only on this service, by any of its names; may be given several times')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Only on this concept; may be given several times')
            [CompletionResult]::new('--concept', '--concept', [CompletionResultType]::ParameterName, 'Only on this concept; may be given several times')
            [CompletionResult]::new('--format-version', '--format-version', [CompletionResultType]::ParameterName, 'With --json: the version of the format that is expected')
            [CompletionResult]::new('--notes', '--notes', [CompletionResultType]::ParameterName, 'Notes folder; may be given several times [env: PILGI_NOTES]')
            [CompletionResult]::new('--index', '--index', [CompletionResultType]::ParameterName, 'Index folder [env: PILGI_INDEX]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file, instead of the nearest pilgi.toml')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-x', '-x', [CompletionResultType]::ParameterName, 'Words as typed: no other spacing, no other names, no slips of the keyboard')
            [CompletionResult]::new('--exact', '--exact', [CompletionResultType]::ParameterName, 'Words as typed: no other spacing, no other names, no slips of the keyboard')
            [CompletionResult]::new('--prefix', '--prefix', [CompletionResultType]::ParameterName, 'The last word is the beginning of one')
            [CompletionResult]::new('--no-refresh', '--no-refresh', [CompletionResultType]::ParameterName, 'Answer from the index as it is, without looking at the notes first')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'One JSON object a line (schema/query.schema.json)')
            [CompletionResult]::new('--vimgrep', '--vimgrep', [CompletionResultType]::ParameterName, 'path:line:column:text, for editors')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Only the notes'' paths, each once, best first')
            [CompletionResult]::new('--paths', '--paths', [CompletionResultType]::ParameterName, 'Only the notes'' paths, each once, best first')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'With --paths or --vimgrep: a NUL byte after each path')
            [CompletionResult]::new('--null', '--null', [CompletionResultType]::ParameterName, 'With --paths or --vimgrep: a NUL byte after each path')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pilgi;q' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Show at most N passages; with --paths, N notes')
            [CompletionResult]::new('--max-results', '--max-results', [CompletionResultType]::ParameterName, 'Show at most N passages; with --paths, N notes')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Only on this service, by any of its names; may be given several times')
            [CompletionResult]::new('--service', '--service', [CompletionResultType]::ParameterName, 'Only on this service, by any of its names; may be given several times')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Only on this concept; may be given several times')
            [CompletionResult]::new('--concept', '--concept', [CompletionResultType]::ParameterName, 'Only on this concept; may be given several times')
            [CompletionResult]::new('--format-version', '--format-version', [CompletionResultType]::ParameterName, 'With --json: the version of the format that is expected')
            [CompletionResult]::new('--notes', '--notes', [CompletionResultType]::ParameterName, 'Notes folder; may be given several times [env: PILGI_NOTES]')
            [CompletionResult]::new('--index', '--index', [CompletionResultType]::ParameterName, 'Index folder [env: PILGI_INDEX]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file, instead of the nearest pilgi.toml')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-x', '-x', [CompletionResultType]::ParameterName, 'Words as typed: no other spacing, no other names, no slips of the keyboard')
            [CompletionResult]::new('--exact', '--exact', [CompletionResultType]::ParameterName, 'Words as typed: no other spacing, no other names, no slips of the keyboard')
            [CompletionResult]::new('--prefix', '--prefix', [CompletionResultType]::ParameterName, 'The last word is the beginning of one')
            [CompletionResult]::new('--no-refresh', '--no-refresh', [CompletionResultType]::ParameterName, 'Answer from the index as it is, without looking at the notes first')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'One JSON object a line (schema/query.schema.json)')
            [CompletionResult]::new('--vimgrep', '--vimgrep', [CompletionResultType]::ParameterName, 'path:line:column:text, for editors')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Only the notes'' paths, each once, best first')
            [CompletionResult]::new('--paths', '--paths', [CompletionResultType]::ParameterName, 'Only the notes'' paths, each once, best first')
            [CompletionResult]::new('-0', '-0', [CompletionResultType]::ParameterName, 'With --paths or --vimgrep: a NUL byte after each path')
            [CompletionResult]::new('--null', '--null', [CompletionResultType]::ParameterName, 'With --paths or --vimgrep: a NUL byte after each path')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pilgi;limits' {
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Only of this service, by any of its names; may be given several times')
            [CompletionResult]::new('--service', '--service', [CompletionResultType]::ParameterName, 'Only of this service, by any of its names; may be given several times')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Only on this concept; may be given several times')
            [CompletionResult]::new('--concept', '--concept', [CompletionResultType]::ParameterName, 'Only on this concept; may be given several times')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'Only in this unit')
            [CompletionResult]::new('--unit', '--unit', [CompletionResultType]::ParameterName, 'Only in this unit')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Show at most N rows')
            [CompletionResult]::new('--max-results', '--max-results', [CompletionResultType]::ParameterName, 'Show at most N rows')
            [CompletionResult]::new('--format-version', '--format-version', [CompletionResultType]::ParameterName, 'With --json: the version of the format that is expected')
            [CompletionResult]::new('--notes', '--notes', [CompletionResultType]::ParameterName, 'Notes folder; may be given several times [env: PILGI_NOTES]')
            [CompletionResult]::new('--index', '--index', [CompletionResultType]::ParameterName, 'Index folder [env: PILGI_INDEX]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file, instead of the nearest pilgi.toml')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-a', '-a', [CompletionResultType]::ParameterName, 'Figures in passing too: small counts, examples, measurements')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Figures in passing too: small counts, examples, measurements')
            [CompletionResult]::new('--conflicts', '--conflicts', [CompletionResultType]::ParameterName, 'Instead, show pairs of lines whose figures cannot both hold')
            [CompletionResult]::new('--no-refresh', '--no-refresh', [CompletionResultType]::ParameterName, 'Answer from the index as it is, without looking at the notes first')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'One JSON object a line (schema/query.schema.json)')
            [CompletionResult]::new('--vimgrep', '--vimgrep', [CompletionResultType]::ParameterName, 'path:line:column:text, for editors')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pilgi;topics' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Show at most N rows of each sort')
            [CompletionResult]::new('--max-results', '--max-results', [CompletionResultType]::ParameterName, 'Show at most N rows of each sort')
            [CompletionResult]::new('--format-version', '--format-version', [CompletionResultType]::ParameterName, 'With --json: the version of the format that is expected')
            [CompletionResult]::new('--notes', '--notes', [CompletionResultType]::ParameterName, 'Notes folder; may be given several times [env: PILGI_NOTES]')
            [CompletionResult]::new('--index', '--index', [CompletionResultType]::ParameterName, 'Index folder [env: PILGI_INDEX]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file, instead of the nearest pilgi.toml')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--no-refresh', '--no-refresh', [CompletionResultType]::ParameterName, 'Answer from the index as it is, without looking at the notes first')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'One JSON object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pilgi;index' {
            [CompletionResult]::new('--notes', '--notes', [CompletionResultType]::ParameterName, 'Notes folder; may be given several times [env: PILGI_NOTES]')
            [CompletionResult]::new('--index', '--index', [CompletionResultType]::ParameterName, 'Index folder [env: PILGI_INDEX]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file, instead of the nearest pilgi.toml')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--rebuild', '--rebuild', [CompletionResultType]::ParameterName, 'Build everything anew, whatever is there')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pilgi;explain' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Show at most N passages; with --paths, N notes')
            [CompletionResult]::new('--max-results', '--max-results', [CompletionResultType]::ParameterName, 'Show at most N passages; with --paths, N notes')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Only on this service, by any of its names; may be given several times')
            [CompletionResult]::new('--service', '--service', [CompletionResultType]::ParameterName, 'Only on this service, by any of its names; may be given several times')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Only on this concept; may be given several times')
            [CompletionResult]::new('--concept', '--concept', [CompletionResultType]::ParameterName, 'Only on this concept; may be given several times')
            [CompletionResult]::new('--format-version', '--format-version', [CompletionResultType]::ParameterName, 'With --json: the version of the format that is expected')
            [CompletionResult]::new('--notes', '--notes', [CompletionResultType]::ParameterName, 'Notes folder; may be given several times [env: PILGI_NOTES]')
            [CompletionResult]::new('--index', '--index', [CompletionResultType]::ParameterName, 'Index folder [env: PILGI_INDEX]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file, instead of the nearest pilgi.toml')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-x', '-x', [CompletionResultType]::ParameterName, 'Words as typed: no other spacing, no other names, no slips of the keyboard')
            [CompletionResult]::new('--exact', '--exact', [CompletionResultType]::ParameterName, 'Words as typed: no other spacing, no other names, no slips of the keyboard')
            [CompletionResult]::new('--prefix', '--prefix', [CompletionResultType]::ParameterName, 'The last word is the beginning of one')
            [CompletionResult]::new('--no-refresh', '--no-refresh', [CompletionResultType]::ParameterName, 'Answer from the index as it is, without looking at the notes first')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'One JSON object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pilgi;analyze' {
            [CompletionResult]::new('--format-version', '--format-version', [CompletionResultType]::ParameterName, 'With --json: the version of the format that is expected')
            [CompletionResult]::new('--notes', '--notes', [CompletionResultType]::ParameterName, 'Notes folder; may be given several times [env: PILGI_NOTES]')
            [CompletionResult]::new('--index', '--index', [CompletionResultType]::ParameterName, 'Index folder [env: PILGI_INDEX]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file, instead of the nearest pilgi.toml')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'One JSON object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pilgi;eval' {
            [CompletionResult]::new('--queries', '--queries', [CompletionResultType]::ParameterName, 'The queries')
            [CompletionResult]::new('--qrels', '--qrels', [CompletionResultType]::ParameterName, 'Which documents answer them')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Documents that do not count for a query')
            [CompletionResult]::new('--run', '--run', [CompletionResultType]::ParameterName, 'Write the rankings here, as trec_eval reads them')
            [CompletionResult]::new('--weights', '--weights', [CompletionResultType]::ParameterName, 'Rank by these numbers instead of the built-in ones (TOML)')
            [CompletionResult]::new('--format-version', '--format-version', [CompletionResultType]::ParameterName, 'With --json: the version of the format that is expected')
            [CompletionResult]::new('--notes', '--notes', [CompletionResultType]::ParameterName, 'Notes folder; may be given several times [env: PILGI_NOTES]')
            [CompletionResult]::new('--index', '--index', [CompletionResultType]::ParameterName, 'Index folder [env: PILGI_INDEX]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file, instead of the nearest pilgi.toml')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--no-refresh', '--no-refresh', [CompletionResultType]::ParameterName, 'Answer from the index as it is, without looking at the notes first')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'One JSON object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pilgi;status' {
            [CompletionResult]::new('--format-version', '--format-version', [CompletionResultType]::ParameterName, 'With --json: the version of the format that is expected')
            [CompletionResult]::new('--notes', '--notes', [CompletionResultType]::ParameterName, 'Notes folder; may be given several times [env: PILGI_NOTES]')
            [CompletionResult]::new('--index', '--index', [CompletionResultType]::ParameterName, 'Index folder [env: PILGI_INDEX]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file, instead of the nearest pilgi.toml')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'One JSON object a line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pilgi;completions' {
            [CompletionResult]::new('--notes', '--notes', [CompletionResultType]::ParameterName, 'Notes folder; may be given several times [env: PILGI_NOTES]')
            [CompletionResult]::new('--index', '--index', [CompletionResultType]::ParameterName, 'Index folder [env: PILGI_INDEX]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file, instead of the nearest pilgi.toml')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'pilgi;help' {
            [CompletionResult]::new('query', 'query', [CompletionResultType]::ParameterValue, 'Find the lines that answer')
            [CompletionResult]::new('limits', 'limits', [CompletionResultType]::ParameterValue, 'Show where limits and other figures are mentioned, with what they measure')
            [CompletionResult]::new('topics', 'topics', [CompletionResultType]::ParameterValue, 'Show what the notes are about, or all that they say on one thing')
            [CompletionResult]::new('index', 'index', [CompletionResultType]::ParameterValue, 'Build the index, or bring it up to date, and say what changed')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Say how a query was read and why each hit ranks where it does')
            [CompletionResult]::new('analyze', 'analyze', [CompletionResultType]::ParameterValue, 'Show the tokens of a text')
            [CompletionResult]::new('eval', 'eval', [CompletionResultType]::ParameterValue, 'Measure retrieval on labelled queries')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show where notes and index are, and whether the index is up to date')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the script that completes commands and options in a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'pilgi;help;query' {
            break
        }
        'pilgi;help;limits' {
            break
        }
        'pilgi;help;topics' {
            break
        }
        'pilgi;help;index' {
            break
        }
        'pilgi;help;explain' {
            break
        }
        'pilgi;help;analyze' {
            break
        }
        'pilgi;help;eval' {
            break
        }
        'pilgi;help;status' {
            break
        }
        'pilgi;help;completions' {
            break
        }
        'pilgi;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
