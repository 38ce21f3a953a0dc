import { escapeHtml } from './text.ts';

/** A page that needs nothing but itself: no script runs, nothing is fetched. Light and dark on the screen, light on paper. */
export function page(title: string, body: string, numbers: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>${body}</main>
<script type="application/json" id="numbers">${numbers.replaceAll('<', '\\u003c')}</script>
</body>
</html>
`;
}

const runColors = {
  light: [
    '#0b63c4',
    '#c25a00',
    '#0a7d63',
    '#c02a7c',
    '#8a7400',
    '#6a45d6',
    '#3f7d12',
    '#cc3325',
    '#0b7f99',
    '#8a5a2f',
    '#59636e',
    '#9332b0',
  ],
  dark: [
    '#58a6ff',
    '#f59a3c',
    '#3ec6a4',
    '#ef6fb0',
    '#e6cf4a',
    '#a890ff',
    '#8ad04e',
    '#ff7566',
    '#5fd7ef',
    '#d0a27a',
    '#b8c2cc',
    '#c77de0',
  ],
};
const colorsOf = (scheme: 'light' | 'dark') => runColors[scheme].map((color, index) => `--run-${index}:${color};`).join('');
const light = `--page:#fff;--sunk:#f5f6f8;--line:#dfe3e8;--strong:#b9c1ca;--ink:#1b2128;--soft:#4b5560;--accent:#1756a6;--made:#c25a00;${colorsOf('light')}`;
const dark = `--page:#14181d;--sunk:#1b2027;--line:#2a3038;--strong:#414a55;--ink:#dfe3e8;--soft:#a9b1bb;--accent:#6fb0ff;--made:#f59a3c;${colorsOf('dark')}`;

const style = `
:root{${light}color-scheme:light}
@media (prefers-color-scheme:dark){:root{${dark}color-scheme:dark}}
@media print{:root{${light}color-scheme:light}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:13px/1.5 system-ui,-apple-system,'Segoe UI','Noto Sans',sans-serif;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:1180px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:22px;line-height:1.25;margin:0 0 4px}
h2{font-size:15px;margin:36px 0 10px;padding-bottom:5px;border-bottom:1px solid var(--line);break-after:avoid}
h3{font-size:13px;margin:16px 0 8px;break-after:avoid}
.lead,.help,.note{color:var(--soft)}
.lead{margin:0}
.note{font-size:11px;margin:4px 0 8px}
.prose{max-width:76ch}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:12px;font-variant-numeric:tabular-nums}
th,td{padding:4px 14px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tr{break-inside:avoid}
th{color:var(--soft);font-weight:500;border-bottom-color:var(--strong)}
.numbers{width:100%}
.numbers th,.numbers td{text-align:right;padding:2px 0 2px 10px;font-size:11px;white-space:nowrap}
.numbers th:first-child,.numbers td:first-child{text-align:left;padding-left:0}
.keys td:first-child{color:var(--soft)}
.differs{color:var(--ink);font-weight:600}
.tag{border:1px solid var(--strong);border-radius:3px;padding:0 5px;font-size:11px;color:var(--soft)}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,480px),1fr));gap:26px 32px}
figure{margin:0;break-inside:avoid;min-width:0}
figcaption{margin-bottom:4px}
figcaption b{font-weight:600}
svg{display:block;width:100%;height:auto}
.grid{stroke:var(--line);stroke-width:1}
.axis,.mark{stroke:var(--strong);stroke-width:1}
.tick{font-size:10.5px;fill:var(--soft);font-family:inherit;font-variant-numeric:tabular-nums}
.end{text-anchor:end}.mid{text-anchor:middle}.label{font-style:italic}
.curve{fill:none;stroke:var(--c);stroke-width:1.3;stroke-linejoin:round}
.area{fill:var(--c);fill-opacity:.16;stroke:var(--c);stroke-width:1.2}
.dot{fill:var(--c)}
.odd{fill:var(--c);font-size:11px;text-anchor:middle}
.d1{stroke-dasharray:6 3}.d2{stroke-dasharray:2 3}.d3{stroke-dasharray:8 3 2 3}
.chip{display:inline-block;width:9px;height:9px;border-radius:2px;background:var(--c)}
.strip{display:flex;flex-wrap:wrap;gap:16px}
.sample{width:262px}
.sample figcaption{margin:4px 0 0;color:var(--soft);font-size:11px}
.sample img{width:100%;height:auto;image-rendering:pixelated;border:1px solid var(--line)}
h4{font-size:12px;font-weight:600;margin:14px 0 0;break-after:avoid}
.view{flex:0 1 calc(50% - 8px)}.view.wide{flex:1 1 100%}
.view figcaption{margin:4px 0 0;color:var(--soft);font-size:11px}
.view>img{display:block;max-width:100%;height:auto;border:1px solid var(--line)}
.view audio{display:block;width:100%;max-width:600px;height:32px;margin-top:6px}
.captions{display:grid;grid-template-columns:repeat(auto-fill,minmax(260px,1fr));gap:8px 20px;margin:0;padding:0;list-style:none;font-size:12px}
.captions li{display:flex;gap:10px;align-items:center;break-inside:avoid}
.captions img{width:44px;height:44px;image-rendering:pixelated}
del{color:#b3261e;text-decoration:line-through}@media (prefers-color-scheme:dark){del{color:#ff8a7d}}
.plane{background:var(--sunk);border:1px solid var(--line)}
circle.real{fill:var(--soft);fill-opacity:.55}circle.made{fill:var(--made);fill-opacity:.8}
line.real{stroke:var(--soft);stroke-opacity:.4}line.made{stroke:var(--made);stroke-opacity:.5}
circle.real.on{fill:#fff;fill-opacity:.85;stroke:#0006;stroke-width:.4}circle.made.on{fill:#ff4433;fill-opacity:.9;stroke:#0008;stroke-width:.4}
i.real{--c:var(--soft)}i.made{--c:var(--made)}
${Array.from({ length: 12 }, (_, index) => `.r${index}{--c:var(--run-${index})}`).join('')}
@page{size:A4;margin:14mm 12mm}
@media print{audio{display:none!important}del{color:#b3261e}.view>img{max-height:130mm;width:auto}main{max-width:none;padding:0}.charts{grid-template-columns:1fr 1fr;gap:18px 22px}.sample{width:41mm}.scroll{overflow:visible}body{font-size:11px}table{font-size:10px}td,th{padding-right:9px}.keys td{overflow-wrap:anywhere}.numbers th,.numbers td{font-size:8px;padding-left:3px;padding-right:0}figcaption .help{font-size:9px}}
`;
