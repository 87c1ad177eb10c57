# Completion of papernotes for fish.
#
# Either in ~/.config/fish/config.fish:   papernotes completion fish | source
# or as the file ~/.config/fish/completions/papernotes.fish
#
# The program is told the words, and answers with lines "value<TAB>help".
# They are data: nothing here is evaluated.

function __papernotes_complete
    set -l before (commandline -opc)
    while string match -qr '^[A-Za-z_][A-Za-z0-9_]*=' -- $before[1]
        set -e before[1]
    end
    set -e before[1]
    set -l typed (commandline -ct)
    # What is half typed has no end to its quote yet.
    set -l word (string unescape -- "$typed"
        or string unescape -- "$typed'"
        or string unescape -- "$typed\""
        or printf '%s\n' "$typed")
    set -l answer (command papernotes __complete $before "$word" 2>/dev/null </dev/null)
    if test "$answer[1]" = \tfiles
        __fish_complete_path "$typed"
    else if set -q answer[1]
        printf '%s\n' $answer
    end
end

complete -c papernotes -f -k -a '(__papernotes_complete)'
