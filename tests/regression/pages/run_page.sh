#!/usr/bin/env bash
# Does what a page of the documentation says, in a new folder, and fails where the page is wrong.
# usage: run_page.sh PAGE LIRIVER
# In ```console blocks a line after "$ " is a command, and the lines below it are lines that it prints, in any order, with
# "..." for anything. A block like ```toml river.toml is a file of that name. Every command has to succeed.
set -euo pipefail
page=$(realpath "$1")
PATH=$(dirname "$(realpath "$2")"):$PATH
if [ -n "${LIRIVER_PAGE_FOLDER:-}" ]; then # kept, for who wants to look at what the page writes
    folder=$(realpath "$LIRIVER_PAGE_FOLDER")
else
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
fi
mkdir "$folder/漓江 page"
cd "$folder/漓江 page"

fail() { echo "${page##*/}:$line: $1" >&2; exit 1; }

check() { # the line must be among those printed
    local pattern=${1//\\/\\\\} printed
    pattern=${pattern//\[/\\[}
    pattern=${pattern//\*/\\*}
    pattern=${pattern//\?/\\?}
    pattern=${pattern//.../*}
    while IFS= read -r printed; do
        # shellcheck disable=SC2053
        [[ $printed != $pattern ]] || return 0
    done <"$folder/printed"
    cat "$folder/printed" >&2
    fail "not printed: $1"
}

block="" file="" line=0 commands=0
while IFS= read -r text; do
    line=$((line + 1))
    case "$block:$text" in
        :'```console') block=console ;;
        :'```'*' '*) block=file file=${text#* } && : >"$file" ;;
        :'```'*) block=other ;;
        *:'```') block="" ;;
        file:*) printf '%s\n' "$text" >>"$file" ;;
        console:'$ '*)
            commands=$((commands + 1))
            bash -o pipefail -c "${text#\$ }" >"$folder/printed" 2>&1 </dev/null || { cat "$folder/printed" >&2; fail "failed: $text"; }
            ;;
        console:?*) check "$text" ;;
    esac
done <"$page"
echo "$commands commands of ${page##*/} did what it says"
