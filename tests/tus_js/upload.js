// node upload.js ENDPOINT FILE: sends a file with tus-js-client and prints where it went, as JSON.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { Upload } from "tus-js-client";

const [endpoint, path] = process.argv.slice(2);
const upload = new Upload(readFileSync(path), {
  endpoint,
  metadata: { filename: basename(path) },
  retryDelays: Array(20).fill(10),
  onError(error) {
    console.error(error.message);
    process.exit(1);
  },
  onSuccess({ lastResponse }) {
    console.log(JSON.stringify({ url: upload.url, job_id: lastResponse.getHeader("X-Job-Id") }));
  },
});
upload.start();
