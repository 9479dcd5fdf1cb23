import { Stage } from './support/stage.js';
import { join } from 'node:path';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { writeTrackedCamera } from '../bench/tracking/call/tracked-camera.js';
import { watch, seenSince, heldFrame } from '../bench/tracking/call/observer.js';
import { openBrowser, openPage, PHONE } from './support/browsers.js';
import { GuestPage } from './support/guest-page.js';
const name = (process.argv[2] ?? 'perspective') as 'steady';
const path = `/tmp/cam-${name}.y4m`;
if (!existsSync(path)) writeFileSync(path + '.json', JSON.stringify(await writeTrackedCamera(path, { name, seed: 1, frames: 240 })));
const truth = JSON.parse(readFileSync(path + '.json', 'utf8')) as [number, number][][];
const stage = await Stage.open();
const browser = await openBrowser({ camera: path });
const agent = await stage.agent(); agent.page.setDefaultTimeout(60000); agent.page.setDefaultNavigationTimeout(60000);
await agent.openTicket();
await agent.launch('Start remote help');
const link = await agent.copyLink();
await agent.closeInvite();
const { page, context, faults } = await openPage(browser, PHONE);
const guest = new GuestPage(page);
for (const p of [page, agent.page]) { p.on('console', (m) => console.log('CON', m.text())); p.on('pageerror', (e) => console.log('ERR', e.message)); }
await guest.enter(link, 'Tomas');
await agent.admit('Tomas');
await agent.video.waitFor();
await page.waitForTimeout(2500);
const mine = agent.view.locator('nearhand-video-stage.main');
const box = await mine.evaluate((el) => { const v = (el as any).video; const r = v.getBoundingClientRect(); const s = Math.min(r.width / v.videoWidth, r.height / v.videoHeight); return { left: r.left + (r.width - v.videoWidth * s) / 2, top: r.top + (r.height - v.videoHeight * s) / 2, s: s * v.videoWidth / 640, vw: v.videoWidth }; });
console.log(box);
await agent.view.getByRole('button', { name: 'Rectangle (R)' }).click();
const at = (x: number, y: number): [number, number] => [box.left + x * box.s, box.top + y * box.s];
await watch(mine); await watch(guest.stage);
await agent.page.mouse.move(...at(300, 200));
await page.waitForTimeout(1200);
await agent.page.mouse.move(...at(301, 180));
await agent.page.mouse.down();
const n0 = await heldFrame(mine);
await agent.page.mouse.move(...at(380, 240), { steps: 4 });
await agent.page.mouse.up();
console.log('held frame', n0, 'truth', truth[n0!]);
await page.waitForTimeout(7000);
// homography from truth
const solve = (a: [number, number][], b: [number, number][]) => { // dlt LS 8
  const A: number[][] = []; const y: number[] = [];
  a.forEach(([x, yy], i) => { const [u, v] = b[i]!; A.push([x, yy, 1, 0, 0, 0, -u * x, -u * yy]); y.push(u); A.push([0, 0, 0, x, yy, 1, -v * x, -v * yy]); y.push(v); });
  const n = 8; const M = Array.from({ length: n }, (_, i) => Array.from({ length: n + 1 }, (_, j) => A.reduce((s, r, k) => s + r[i]! * (j < n ? r[j]! : y[k]!), 0)));
  for (let i = 0; i < n; i++) { let p = i; for (let r = i + 1; r < n; r++) if (Math.abs(M[r]![i]!) > Math.abs(M[p]![i]!)) p = r; [M[i], M[p]] = [M[p]!, M[i]!]; for (let r = 0; r < n; r++) if (r !== i) { const f = M[r]![i]! / M[i]![i]!; for (let c = i; c <= n; c++) M[r]![c]! -= f * M[i]![c]!; } }
  return M.map((r, i) => r[n]! / r[i]!);
};
const q = (v: number[], p: number) => v.length ? [...v].sort((a, b) => a - b)[Math.min(v.length - 1, Math.floor(p * v.length))]!.toFixed(2) : '-';
for (const [who, loc] of [['agent', mine], ['guest', guest.stage]] as const) {
  const seen = (await seenSince(loc)).filter((s) => Object.keys(s.marks).length);
  const errs: number[] = []; let first: number | undefined;
  const rows: string[] = [];
  let src: [number, number][] | undefined;
  const corners0: [number, number][] = [[301, 180], [380, 180], [380, 240], [301, 240]];
  for (const s of seen) { for (const c of Object.values(s.marks)) { if (c.length < 4) continue; const h = solve(truth[n0!]! as any, truth[s.frame]! as any); const map = ([x, y]: [number, number]) => { const w = h[6]! * x + h[7]! * y + 1; return [(h[0]! * x + h[1]! * y + h[2]!) / w, (h[3]! * x + h[4]! * y + h[5]!) / w]; };
    const e = corners0.map((k, i) => { const t = map(k); return Math.hypot(t[0]! - c[i]![0], t[1]! - c[i]![1]); }).reduce((a, b) => a + b) / 4; errs.push(e); rows.push(`${s.frame}:${e.toFixed(1)}`); } }
  console.log(who, 'seen', seen.length, 'median', q(errs, 0.5), 'p95', q(errs, 0.95), 'max', q(errs, 1)); console.log(rows.slice(0, 60).join(' '));
}
console.log(await mine.evaluate((el) => { const s = (el as any).anchoring.surface((el as any).surface); return JSON.stringify({ states: [...s.states.value], latest: s.log.latest, hint: s.hint.value, clock: s.clock.value }); }));
console.log(await guest.stage.evaluate((el) => { const s = (el as any).anchoring.surface((el as any).surface); return JSON.stringify({ states: [...s.states.value], latest: s.log.latest, hint: s.hint.value }); }));
await agent.page.screenshot({ path: '/tmp/shots/track-agent.png' }); await page.screenshot({ path: '/tmp/shots/track-guest.png' });
process.exit(0);
