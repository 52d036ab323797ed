// Pictures of every page of the mock build in Chromium, under the program's own content policy; also runs axe on each.
// Usage: npm run mock-shots [-- FOLDER]; a violation of the policy or of axe fails the run.
import { createServer } from 'node:http';
import { readFile, mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const out = process.argv[2] ?? '../out/mock-shots';
const CONFIG = JSON.parse(await readFile('../src-tauri/tauri.conf.json', 'utf8'));
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const PLACES = ['overview', 'data', 'costing', 'case_types', 'payment', 'break_even', 'scenarios', 'reports'];

const server = createServer(async (request, response) => {
  const path = new URL(request.url, 'http://localhost').pathname;
  const file = path === '/' ? '/index.html' : path;
  try {
    const body = await readFile(join('dist-mock', file));
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-security-policy': CONFIG.app.security.csp });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const address = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
const faults = [];
page.on('console', (line) => {
  if (line.type() === 'error') faults.push(`console: ${line.text()}`);
});
page.on('pageerror', (error) => faults.push(`page: ${error}`));
await page.addInitScript(() => {
  window.refused = [];
  addEventListener('securitypolicyviolation', (event) => window.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
});
await mkdir(out, { recursive: true });

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
async function audit(name) {
  // evaluate() runs outside the content policy of the page.
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  for (const violation of found.violations) {
    faults.push(`axe ${name}: ${violation.id} (${violation.nodes.length}): ${violation.nodes[0]?.html.slice(0, 160)} ${violation.nodes[0]?.failureSummary?.slice(0, 200)}`);
  }
}
const shot = (name) => page.screenshot({ path: join(out, `${name}.png`) });
const choose = (option, value) => page.selectOption(`select[data-option=${option}]`, value);
async function show(place) {
  await page.click(`[data-page=${place}]`);
  await page.waitForSelector(`main[data-shown=${place}]`);
  await page.waitForTimeout(350);
}

await page.goto(address);
await page.waitForSelector('[data-act=open-demo]');
for (const [language, theme] of [['zh-CN', 'light'], ['zh-CN', 'dark'], ['en', 'light'], ['en', 'dark']]) {
  await choose('language', language);
  await choose('theme', theme);
  const tag = `${language}-${theme}`;
  if (await page.isVisible('[data-act=open-demo]')) {
    await shot(`start-${tag}`);
    await audit(`start ${tag}`);
    await page.click('[data-act=open-demo]');
    await page.waitForSelector('main[data-shown=overview]');
  }
  for (const place of PLACES) {
    await show(place);
    await shot(`${place}-${tag}`);
    await audit(`${place} ${tag}`);
  }
  await show('overview');
  await page.click('[data-kpi=surplus] button.figure');
  await page.waitForSelector('[role=tree]');
  await shot(`why-${tag}`);
  await audit(`why ${tag}`);
  await page.keyboard.press('Escape');
  await show('data');
  await page.click('[data-act=import]');
  await page.waitForSelector('[data-act=import-now]');
  await shot(`import-${tag}`);
  await audit(`import ${tag}`);
  await page.click('[data-act=import-now]');
  await page.waitForSelector('.wizard tbody');
  await shot(`certificate-${tag}`);
  await show('overview');
  await page.hover('[data-chart=bridge] svg path[fill]:not([fill=none]) >> nth=3').catch((error) => faults.push(`hover: ${error.message.slice(0, 200)}`));
  await page.waitForTimeout(150);
  await shot(`hover-${tag}`);
}
// 200 % zoom is half the width in CSS pixels.
await page.setViewportSize({ width: 683, height: 384 });
for (const place of ['overview', 'scenarios']) {
  await show(place);
  await shot(`${place}-zoom`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) faults.push(`${place} at 200 %: ${wide} px cut off`);
}
faults.push(...(await page.evaluate(() => window.refused)).map((line) => `content policy: ${line}`));
await browser.close();
server.close();
console.log(`${faults.length} faults; pictures in ${out}`);
for (const fault of new Set(faults)) console.log(`- ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
