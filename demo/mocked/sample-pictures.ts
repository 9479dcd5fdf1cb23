export type PictureName = 'pump' | 'router' | 'boiler' | 'panel';

export const PICTURE = { width: 960, height: 540, type: 'image/jpeg' } as const;

type Draw = (on: OffscreenCanvasRenderingContext2D) => void;

/** A picture as an expert keeps it: what the camera saw, with an arrow on it. */
export async function drawPicture(name: PictureName): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(PICTURE.width, PICTURE.height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser draws no pictures off the screen');
  wall(context);
  SCENES[name](context);
  const blob = await canvas.convertToBlob({ type: PICTURE.type, quality: 0.85 });
  return new Uint8Array(await blob.arrayBuffer());
}

const SCENES: Record<PictureName, Draw> = {
  pump(on) {
    box(on, [0, 240, 330, 70], '#8a949b');
    box(on, [640, 240, 320, 70], '#8a949b');
    disc(on, [480, 275, 170], '#2c6f8f');
    disc(on, [480, 275, 108], '#3d86a8');
    box(on, [300, 205, 40, 140], '#6d777e');
    box(on, [620, 205, 40, 140], '#6d777e');
    for (const [x, y] of around(480, 275, 138, 8)) disc(on, [x, y, 14], '#c9d2d7');
    for (const y of [222, 328]) for (const x of [320, 640]) disc(on, [x, y, 9], '#d6dde1');
    box(on, [380, 430, 200, 40], '#41484d');
    for (const y of [362, 392, 418]) disc(on, [320, y, 6], '#8fc7e8');
    arrow(on, [170, 480], [300, 350]);
  },
  router(on) {
    box(on, [190, 170, 580, 210], '#23282c');
    box(on, [200, 180, 560, 60], '#2f363b');
    for (let lamp = 0; lamp < 6; lamp++)
      disc(on, [260 + lamp * 70, 210, 9], lamp === 1 ? '#ff453a' : '#32d74b');
    for (let port = 0; port < 5; port++) box(on, [240 + port * 100, 290, 66, 56], '#0e1113');
    for (let port = 1; port < 5; port++) box(on, [254 + port * 100, 320, 38, 220], '#9aa5ac');
    box(on, [254, 330, 38, 210], '#ffcc33');
    arrow(on, [120, 130], [236, 292]);
  },
  boiler(on) {
    box(on, [240, 40, 480, 420], '#eef1f2');
    box(on, [280, 300, 400, 120], '#2b3237');
    disc(on, [370, 180, 92], '#c4ccd1');
    disc(on, [370, 180, 80], '#ffffff');
    line(on, [370, 180], [318, 224], '#d22b2b', 6);
    for (const [x, y] of around(370, 180, 66, 12)) disc(on, [x, y, 3], '#30373c');
    box(on, [520, 120, 160, 80], '#16331f');
    on.fillStyle = '#7dff9b';
    on.font = '700 54px monospace';
    on.fillText('F28', 548, 180);
    for (let knob = 0; knob < 3; knob++) disc(on, [350 + knob * 130, 360, 36], '#59646b');
    for (const [x, colour] of [
      [320, '#3a73c9'],
      [450, '#c9543a'],
      [580, '#30373c'],
    ] as const)
      box(on, [x, 460, 36, 80], colour);
    arrow(on, [180, 390], [312, 486]);
  },
  panel(on) {
    box(on, [150, 40, 660, 460], '#b9c2c8');
    box(on, [180, 70, 600, 400], '#d5dce0');
    for (let row = 0; row < 3; row++) {
      box(on, [210, 110 + row * 120, 540, 16], '#8c979e');
      for (let unit = 0; unit < 11; unit++)
        box(on, [214 + unit * 49, 92 + row * 120, 42, 72], unit % 4 === row ? '#3d86a8' : '#4d575d');
    }
    for (let wire = 0; wire < 11; wire++)
      line(
        on,
        [235 + wire * 49, 164],
        [235 + ((wire * 3) % 11) * 49, 212],
        ['#c9543a', '#3a73c9', '#e0b23a'][wire % 3] ?? '#333',
        5,
      );
    arrow(on, [860, 420], [612, 262]);
  },
};

type Box = readonly [x: number, y: number, width: number, height: number];
type Spot = readonly [x: number, y: number];

function wall(on: OffscreenCanvasRenderingContext2D): void {
  const light = on.createLinearGradient(0, 0, PICTURE.width, PICTURE.height);
  light.addColorStop(0, '#a8a196');
  light.addColorStop(1, '#6f6a61');
  on.fillStyle = light;
  on.fillRect(0, 0, PICTURE.width, PICTURE.height);
  on.fillStyle = 'rgb(0 0 0 / 12%)';
  for (let x = 0; x < PICTURE.width; x += 120) on.fillRect(x, 0, 3, PICTURE.height);
}

function box(on: OffscreenCanvasRenderingContext2D, [x, y, width, height]: Box, colour: string): void {
  on.fillStyle = 'rgb(0 0 0 / 25%)';
  on.fillRect(x + 6, y + 8, width, height);
  on.fillStyle = colour;
  on.fillRect(x, y, width, height);
  on.fillStyle = 'rgb(255 255 255 / 14%)';
  on.fillRect(x, y, width, Math.min(10, height / 4));
}

function disc(
  on: OffscreenCanvasRenderingContext2D,
  [x, y, radius]: readonly [x: number, y: number, radius: number],
  colour: string,
): void {
  on.fillStyle = colour;
  on.beginPath();
  on.arc(x, y, radius, 0, 2 * Math.PI);
  on.fill();
  on.strokeStyle = 'rgb(0 0 0 / 30%)';
  on.lineWidth = 2;
  on.stroke();
}

function line(
  on: OffscreenCanvasRenderingContext2D,
  [fromX, fromY]: Spot,
  [toX, toY]: Spot,
  colour: string,
  width: number,
): void {
  on.strokeStyle = colour;
  on.lineWidth = width;
  on.lineCap = 'round';
  on.lineJoin = 'round';
  on.beginPath();
  on.moveTo(fromX, fromY);
  on.lineTo(toX, toY);
  on.stroke();
}

const around = (x: number, y: number, radius: number, count: number): Spot[] =>
  Array.from({ length: count }, (_, index) => {
    const angle = (index / count) * 2 * Math.PI;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });

/** The mark of an expert, with the edges that the session view draws too. */
function arrow(on: OffscreenCanvasRenderingContext2D, from: Spot, to: Spot): void {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  for (const [colour, width] of [
    ['#00000099', 16],
    ['#ffffff', 12],
    ['#ff3b30', 8],
  ] as const) {
    line(on, from, to, colour, width);
    for (const turn of [-0.5, 0.5])
      line(on, to, [to[0] - 46 * Math.cos(angle + turn), to[1] - 46 * Math.sin(angle + turn)], colour, width);
  }
}
