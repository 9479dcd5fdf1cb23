import type { PictureName } from './sample-pictures.js';

type Some<T> = readonly [T, ...T[]];

export const AGENTS: Some<{ readonly id: string; readonly name: string }> = [
  { id: 'lena', name: 'Lena Brandt' },
  { id: 'amir', name: 'Amir Haddad' },
  { id: 'sunita', name: 'Sunita Rao' },
  { id: 'pawel', name: 'Paweł Wiśniewski' },
];

/** From many scripts, with one word and with many, since a list has to bear them all. */
export const GUESTS: Some<string> = [
  'Tomas Novak',
  'Yuki Mori',
  'Ana Sousa',
  'Kofi Mensah',
  '田中 美咲',
  '김서연',
  '王小明',
  'فاطمة الزهراء بنت عبد الرحمن',
  'دانيال كوهين',
  'נועה לוי',
  'Екатерина Александровна Рождественская',
  'Γιώργος Παπαδόπουλος',
  'प्रिया शर्मा',
  'ศิริพร วงศ์สวัสดิ์',
  'தமிழ்செல்வன் முருகன்',
  'Nguyễn Thị Minh Khai',
  'Þórdís Guðmundsdóttir',
  'Ọláṣubọ̀mí Adéwálé',
  'Zoë Müller-Lüdenscheidt',
  'Maria del Carmen Inmaculada Fernández de Córdoba y Álvarez de las Asturias',
  'Bartholomew Featherstonehaugh-Cholmondeley of the Northern Maintenance and Repair Department',
  'Li',
  'Søren Ødegård',
  'ნინო ბერიძე',
];

export interface Topic {
  readonly subjects: Some<string>;
  readonly picture: PictureName;
  readonly asked: Some<string>;
  readonly advised: Some<string>;
  readonly notes: Some<string>;
}

export const TOPICS: readonly [pump: Topic, router: Topic, boiler: Topic, panel: Topic] = [
  {
    subjects: ['Pump P-07 leaks', 'Pump P-12 is loud', 'Coolant pump will not start', 'Pompe P-03 : fuite'],
    picture: 'pump',
    asked: [
      'It drips from below, about a cup an hour.',
      'Do you mean this bolt or the one behind it?',
      'The pressure gauge says 4.2 bar.',
      'It is louder when I close the valve.',
      'I have a 13 and a 17 spanner here.',
      'The gasket looks dry on the left side.',
    ],
    advised: [
      'Please go closer to the lower flange.',
      'The one with the arrow. A quarter of a turn, not more.',
      'Wipe it dry and let us wait a minute.',
      'Is the valve upstream fully open?',
      'Good. Now the bolt across from it, the same way.',
      'That gasket has to be replaced: part 7741-B.',
    ],
    notes: [
      'Lower flange tightened crosswise, 25 Nm. Dry after ten minutes. Gasket 7741-B to be ordered.',
      'Bearing noise on the drive side; planned exchange at the next stop.',
      'Air in the suction line. Bled at the upper screw.',
    ],
  },
  {
    subjects: [
      'Router has no light',
      'Wi-Fi drops every evening',
      'ルーターが再起動を繰り返す',
      'No internet after move',
    ],
    picture: 'router',
    asked: [
      'The second lamp from the left is red.',
      'Which one is the grey cable?',
      'I pulled it out and put it back in.',
      'Now two lamps blink.',
      'It says PON on that one.',
      'ありがとうございます。やってみます。',
    ],
    advised: [
      'Show me the back, please, where the cables go in.',
      'The socket with the arrow. You should hear a click.',
      'Hold the small button for ten seconds.',
      'Please do not bend the yellow cable.',
      'That lamp should turn green within two minutes.',
      'Looks good. Can you open a page now?',
    ],
    notes: [
      'Fibre plug was loose. Clicked in, link up at 1 Gbit/s.',
      'Power supply replaced by the customer with the spare one in the box.',
      'Channel 13 was disturbed; set to automatic.',
    ],
  },
  {
    subjects: ['Boiler yearly check', 'Boiler shows F28', 'الغلاية لا تعمل', 'No hot water since Sunday'],
    picture: 'boiler',
    asked: [
      'The display says F28.',
      'The pressure is 0.6.',
      'Is it the black tap or the blue one?',
      'I hear water running now.',
      'نعم، أرى الضوء الأحمر.',
      'It went to 1.5. Should I stop?',
    ],
    advised: [
      'Please show the gauge on the panel.',
      'Open the tap with the arrow slowly until it says 1.5.',
      'Stop. Close it again, please.',
      'Now press reset once, and wait.',
      'Do you smell gas? If so, close the main valve and leave the room.',
      'The flame is steady. That is how it should look.',
    ],
    notes: [
      'Refilled to 1.5 bar, ignition fine after one reset. Expansion vessel to be checked on site.',
      'F28: gas cock was closed after the works in the street.',
      'Yearly check done by video; flue measurement still needs a visit.',
    ],
  },
  {
    subjects: [
      'Door sensor stuck open',
      'Lift stops between floors',
      'Sorting line 4: the light barrier of the third conveyor reports an obstacle although there is none, since the cleaning on Monday',
      'Панель оператора не отвечает',
    ],
    picture: 'panel',
    asked: [
      'The yellow lamp stays on.',
      'There is dust on the lens.',
      'I turned the key to service.',
      'Which terminal? There are two that say 24 V.',
      'It works when I hold the door by hand.',
      'Спасибо, теперь вижу.',
    ],
    advised: [
      'Please clean the lens with a dry cloth.',
      'The terminal with the arrow. Is the wire tight?',
      'Take the key out again before you close the cabinet.',
      'Measure between these two, please.',
      'Let it run once with nothing on the belt.',
      'Then the sensor itself is faulty. I send you one.',
    ],
    notes: [
      'Wire at terminal X4.7 was loose. Tightened; three test runs without a fault.',
      'Sensor faulty, replacement sent (order 55-2097).',
      'Reflector was turned by 10 degrees after the cleaning. Turned back.',
    ],
  },
];

/** How a talk begins and ends, whatever it is about. */
export const TALK = {
  hello: ['Hello, can you hear me?', 'Good morning! I see your picture.', 'Hello, thank you for coming in.'],
  answer: ['Yes, loud and clear.', 'Hello! Yes.', 'Hi, one moment, I go closer.'],
  thanks: ['Thank you so much!', 'Great, it works. Thanks!', 'Perfect 👍', 'Muchas gracias por la ayuda.'],
  bye: ['Happy to help. I end the session now.', 'Call again if it comes back.', 'Good work. Goodbye!'],
} satisfies Record<string, Some<string>>;
