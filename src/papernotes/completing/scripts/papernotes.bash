# Completion of papernotes for bash.
#
# Either in ~/.bashrc:     eval "$(papernotes completion bash)"
# or, with bash-completion, as the file
#     ~/.local/share/bash-completion/completions/papernotes
#
# The program is told the line, and answers with words that can be put into it.
# They are data: nothing here is evaluated.

_papernotes() {
    local word
    COMPREPLY=()
    while IFS= read -r word; do
        if [[ $word == $'\tfiles' ]]; then
            compopt -o default 2>/dev/null
        elif [[ $word ]]; then
            COMPREPLY+=("$word")
        fi
    done < <(command papernotes __complete_bash "$COMP_WORDBREAKS" \
        "${COMP_LINE:0:COMP_POINT}" 2>/dev/null </dev/null)
    # Older ones than bash 4.4 have no such options, and do without.
    compopt -o nosort 2>/dev/null
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[:/] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}

complete -F _papernotes papernotes
