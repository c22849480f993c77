// Reads ESC/POS with npos, a parser that is not ours: a JSON list of base64 jobs in, a JSON list of pictures out.
// A picture: width, height and base64 rows, a set bit is black. The folder with node_modules is the first argument.
const { createRequire } = require("node:module");
const path = require("node:path");
const npos = createRequire(path.join(process.argv[2], "x.js"))("npos");

async function picture(job) {
  const read = await npos.Parser().parse(Buffer.from(job, "base64"));
  const rasters = read.entries.filter((entry) => entry.type === "raster");
  if (rasters.length !== 1) throw new Error(`${rasters.length} pictures in one job`);
  const bitmap = rasters[0].data;
  const rowBytes = Math.ceil(bitmap.width / 8);
  const rows = Buffer.alloc(rowBytes * bitmap.height);
  for (let y = 0; y < bitmap.height; y++)
    for (let x = 0; x < bitmap.width; x++)
      if (bitmap.getPixel(x, y) === 0) rows[y * rowBytes + (x >> 3)] |= 0x80 >> (x & 7);
  return { width: bitmap.width, height: bitmap.height, rows: rows.toString("base64") };
}

(async () => {
  const jobs = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  process.stdout.write(JSON.stringify(await Promise.all(jobs.map(picture))));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
