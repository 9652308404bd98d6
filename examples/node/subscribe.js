// What is in force and what is not, as it comes: node subscribe.js HOST:PORT
// kafkajs reads committed records only, unless told otherwise (readUncommitted).
const { Kafka, logLevel } = require("kafkajs");

const servers = process.argv[2];
if (!servers) {
  console.error("usage: node subscribe.js HOST:PORT[,HOST:PORT…]");
  process.exit(2);
}
const kafka = new Kafka({ clientId: "status-printer", brokers: servers.split(","), logLevel: logLevel.ERROR });
const consumer = kafka.consumer({ groupId: "status-printer" });

// Titles come from a file: no control character and no mark that turns a line around may reach a terminal.
const toLine = (text) => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\u{fffd}");

async function main() {
  await consumer.connect();
  await consumer.subscribe({ topic: "gongbao.status.v1", fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, value.toString()]));
      if (headers.ce_type !== "gongbao.status.changed" || headers.ce_replay) return; // news only
      const data = JSON.parse(message.value.toString());
      const named = data.number ?? data.title ?? data.document;
      const days = [data.effective_from, data.expires].filter(Boolean).join(" – ");
      console.log(toLine([data.status, named, days, `by ${data.by}`, headers.ce_cause].filter(Boolean).join("  ")));
    },
  });
}

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => consumer.disconnect().then(() => process.exit(0)));
main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
