#!/usr/bin/env bash
# A real Kafka broker (KRaft, one node that is broker and controller) from jars of Maven Central, on loopback only.
#   start.sh PORT DATA_DIR [setting=value …]
# It stays in the foreground; SIGTERM stops it cleanly. DATA_DIR is kept: the next start goes on from there.
# A setting overrides one below. Needs a JDK of 17 or later; Maven the first time.
# Environment: KAFKA_LIBS (folder of jars, default ~/.cache/gongbao/kafka), KAFKA_HEAP (512m),
#   KAFKA_CONTROLLER_PORT (PORT+1), KAFKA_OPTS (options for Java), KAFKA_FORMAT (options for formatting the storage)
set -euo pipefail
port=${1:?port} data=${2:?data dir}
shift 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
libs=${KAFKA_LIBS:-${XDG_CACHE_HOME:-$HOME/.cache}/gongbao/kafka}
if [ ! -e "$libs/complete" ]; then
  mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$libs" >&2
  touch "$libs/complete"
fi
controller=${KAFKA_CONTROLLER_PORT:-$((port + 1))}
mkdir -p "$data"
data=$(cd "$data" && pwd)
settings=$data/server.properties
cat > "$settings" <<P
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$controller
advertised.listeners=PLAINTEXT://127.0.0.1:$port
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
log.dirs=$data/log
num.partitions=3
auto.create.topics.enable=false
# One node: what Kafka keeps for itself has one replica.
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=4
group.initial.rebalance.delay.ms=0
num.network.threads=2
num.io.threads=4
log.cleaner.dedupe.buffer.size=16777216
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
controller.quorum.election.timeout.ms=200
controller.quorum.election.backoff.max.ms=200
initial.broker.registration.timeout.ms=20000
P
for setting in "$@"; do # of two lines with one name, Java takes the last
  printf '%s\n' "$setting" >> "$settings"
done
cat > "$data/log4j2.properties" <<'P'
status=warn
appender.stdout.type=Console
appender.stdout.name=STDOUT
appender.stdout.layout.type=PatternLayout
appender.stdout.layout.pattern=[%d] %p %m (%c)%n
rootLogger.level=${sys:kafka.loglevel:-WARN}
rootLogger.appenderRef.stdout.ref=STDOUT
P
java=(java -cp "$libs/*" "-Dlog4j2.configurationFile=$data/log4j2.properties" -XX:+UseSerialGC -Xshare:auto)
if [ ! -f "$data/log/meta.properties" ]; then
  # Any 16 bytes, as base64url without padding, name a cluster.
  cluster=$(head -c 16 /dev/urandom | base64 | tr '+/' 'AB' | tr -d '=')
  # shellcheck disable=SC2086 # several options are meant to be several words
  "${java[@]}" -Xmx128m kafka.tools.StorageTool format -t "$cluster" -c "$settings" ${KAFKA_FORMAT:-} >&2
fi
# shellcheck disable=SC2086
exec "${java[@]}" ${KAFKA_OPTS:-} -Xms128m -Xmx"${KAFKA_HEAP:-512m}" -Djava.awt.headless=true kafka.Kafka "$settings"
