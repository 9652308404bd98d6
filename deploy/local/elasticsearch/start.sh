#!/usr/bin/env bash
# Start a real Elasticsearch node from published jars, for tests and for trying things on one's own machine.
# usage: start.sh PORT DATA_DIR [setting=value ...]
# Stays in the foreground, prints READY; SIGTERM or Ctrl-C stops it cleanly; DATA_DIR survives restarts.
# ES_HEAP (512m), ES_BUILD (where jars and classes go), JAVA_HOME (a JDK of 21 or later; else the first there is).
set -euo pipefail
major() { "$1/bin/javac" -version 2>/dev/null | sed -E 's/javac ([0-9]+).*/\1/'; }
if [ -z "${JAVA_HOME:-}" ] || [ "$(major "$JAVA_HOME")" -lt 21 ]; then  # ES 9 needs a JDK of 21 or later: take the first there is
  JAVA_HOME=
  for j in /usr/lib/jvm/* /opt/*; do [ -x "$j/bin/javac" ] && [ "$(major "$j")" -ge 21 ] && JAVA_HOME=$j && break; done
  [ -n "$JAVA_HOME" ] || { echo "Elasticsearch 9 needs a JDK of 21 or later; set JAVA_HOME" >&2; exit 1; }
fi
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
port=${1:?usage: start.sh PORT DATA_DIR [setting=value ...]}; data=${2:?usage: start.sh PORT DATA_DIR [setting=value ...]}; shift 2
build=${ES_BUILD:-${XDG_CACHE_HOME:-$HOME/.cache}/gongbao/elasticsearch}; java=${JAVA_HOME:+$JAVA_HOME/bin/}java; javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac
mkdir -p "$build" "$data/tmp"
stamp=$(cat "$here/pom.xml" $(find "$here/src" -name '*.java' | sort) | sha256sum | cut -c1-16)
( # build once; the lock lets several nodes start at the same time
  flock 9
  if [ "$(cat "$build/stamp" 2>/dev/null || true)" != "$stamp" ]; then
    rm -rf "$build/lib" "$build/classes"
    mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$build/lib"
    "$javac" -nowarn -proc:none --release 21 -cp "$build/lib/*" -d "$build/classes" $(find "$here/src" -name '*.java')
    echo "$stamp" > "$build/stamp"
  fi
) 9>"$build/lock"
exec "$java" -Xms${ES_HEAP:-512m} -Xmx${ES_HEAP:-512m} -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
  -Djava.io.tmpdir="$data/tmp" -Dfile.encoding=UTF-8 -Djava.awt.headless=true \
  --enable-native-access=ALL-UNNAMED --add-modules jdk.incubator.vector -Dio.netty.noUnsafe=true -Dio.netty.noKeySetOptimization=true -Dlog4j2.disable.jmx=true -Dlog4j2.formatMsgNoLookups=true \
  -cp "$build/classes:$build/lib/*" gongbao.node.Main "$port" "$data" "$@"
