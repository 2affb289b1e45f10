// Lines covered, by folder, out of an lcov file: node shares.mjs LCOV OUT BAR FOLDER…
// Tests do not count as lines to cover: files named tests, in a folder of that name, or what stands behind `#[cfg(test)] mod`.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const [lcov, out, bar, ...folders] = process.argv.slice(2);
const isTest = (path) => /(^|[/_])(tests?|testing)(\/|\.rs$)/.test(path);

/** First line of a test module written in the file itself, or Infinity. */
function testsBegin(path) {
  if (!existsSync(path)) return Infinity;
  const lines = readFileSync(path, "utf8").split("\n");
  const at = lines.findIndex((line, index) => line.trim() === "#[cfg(test)]" && /^\s*mod \w+ \{/.test(lines[index + 1] ?? ""));
  return at < 0 ? Infinity : at + 1;
}

const files = new Map();
let path = "";
let limit = Infinity;
for (const line of readFileSync(lcov, "utf8").split("\n")) {
  if (line.startsWith("SF:")) {
    path = line.slice(3).replace(`${process.cwd()}/`, "");
    limit = testsBegin(path);
  } else if (line.startsWith("DA:") && folders.some((folder) => path.startsWith(`${folder}/`)) && !isTest(path)) {
    const [number, count] = line.slice(3).split(",").map(Number);
    if (number >= limit) continue;
    if (!files.has(path)) files.set(path, new Map());
    const lines = files.get(path);
    lines.set(number, Math.max(lines.get(number) ?? 0, count));
  }
}

const share = (covered, all) => (all === 0 ? 0 : Math.floor((covered / all) * 1000) / 10);
const shares = folders.map((folder) => {
  const lines = [...files].filter(([name]) => name.startsWith(`${folder}/`)).flatMap(([, counts]) => [...counts.values()]);
  const covered = lines.filter((count) => count > 0).length;
  return { folder, covered, all: lines.length, percent: share(covered, lines.length) };
});
const uncovered = [...files].map(([name, counts]) => {
  const open = [...counts].filter(([, count]) => count === 0).map(([number]) => number);
  return { name, open, percent: share(counts.size - open.length, counts.size) };
});
uncovered.sort((one, other) => other.open.length - one.open.length);
const text = shares.map(({ folder, covered, all, percent }) => `${folder}: ${percent} % of ${all} lines (${all - covered} open)`).join("\n");
writeFileSync(`${out}/shares.txt`, `${text}\n`);
writeFileSync(`${out}/shares.json`, `${JSON.stringify(shares, null, 2)}\n`);
writeFileSync(`${out}/uncovered.txt`, uncovered.filter(({ open }) => open.length > 0).map(({ name, open, percent }) => `${name} ${percent} %: ${open.join(" ")}\n`).join(""));
process.exit(shares.every(({ percent }) => percent >= Number(bar)) ? 0 : 1);
