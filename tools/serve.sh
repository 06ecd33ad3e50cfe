#!/bin/sh
# Serves a folder as any plain host would: `tools/serve.sh <folder> <port>`.
set -eu
folder=$1
port=$2
# Browsers give keys, storage and the service worker to secure pages only; 127.0.0.1 counts as one.
if ! python3 -c "import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('127.0.0.1', int(sys.argv[1])))" "$port" 2>/dev/null; then
    echo "Port $port is taken. Choose another: make serve PORT=$((port + 1))" >&2
    exit 1
fi
echo
echo "  Residents and volunteers:  http://127.0.0.1:$port/"
echo "  Organizers:                http://127.0.0.1:$port/organize/"
echo
echo "  Stop with Ctrl-C."
echo
exec python3 -m http.server "$port" --bind 127.0.0.1 --directory "$folder"
