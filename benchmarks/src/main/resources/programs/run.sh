#!/bin/sh
# The work of the targets for CPython's asyncio, for uvloop and for Go, as far as they are on this machine.
# With "go" only that. Prints "peer work nanoseconds" for each, and "version peer version" once. PYTHON names the interpreter.
here=$(dirname "$0")
python=${PYTHON:-python3}

if [ "$1" != go ] && command -v "$python" > /dev/null; then
    "$python" "$here/peer.py" asyncio
    if "$python" -c 'import uvloop' 2> /dev/null; then "$python" "$here/peer.py" uvloop; fi
fi
if command -v go > /dev/null; then
    built=$(mktemp -d)
    go build -o "$built/peer" "$here/peer.go" && "$built/peer"
    rm -r "$built"
fi
