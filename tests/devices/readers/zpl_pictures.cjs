// Draws ZPL with zpl-renderer-js, which is not ours: a JSON list of [ZPL, width mm, height mm, dots a mm] in, a JSON
// list of base64 PNG files out. The folder with node_modules is the first argument.
const { createRequire } = require("node:module");
const path = require("node:path");
const { ready } = createRequire(path.join(process.argv[2], "x.js"))("zpl-renderer-js");

(async () => {
  const { api } = await ready;
  const drawn = [];
  for (const [zpl, width, height, dots] of JSON.parse(require("node:fs").readFileSync(0, "utf8")))
    drawn.push(await api.zplToBase64Async(zpl, width, height, dots));
  process.stdout.write(JSON.stringify(drawn), () => process.exit(0));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
