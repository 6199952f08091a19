import type {Random} from "../../src/stats/random.js";
import type {Team} from "./truths.js";

type Culture = keyof typeof PEOPLE;

/** A name that suits a team's part of the world; Latin letters with their accents. */
export function personName(random: Random, team: Team): string {
  const culture = PEOPLE[random.weighted<Culture>(CULTURES[team])];
  const first = random.pick(culture.first);
  const last = random.pick(culture.last);
  return culture.lastFirst ? `${last} ${first}` : `${first} ${last}`;
}

/** A name in a script other than Latin, some written from right to left. */
export function scriptName(random: Random): string {
  return random.pick(SCRIPTS);
}

/** The name in plain letters for an e-mail address: "Zoë Ødegård" is "zoe.odegard". */
export function mailName(name: string): string {
  const spelt = name.toLowerCase().replace(/[øłßđıæœð]/g, (letter) => SPELLING[letter] ?? letter);
  return spelt
    .normalize("NFD")
    .replace(/[^a-z0-9 -]/g, "")
    .replace(/ /g, ".");
}

const SPELLING: Readonly<Record<string, string>> = {
  ø: "o",
  ł: "l",
  ß: "ss",
  đ: "d",
  ı: "i",
  æ: "ae",
  œ: "oe",
  ð: "d"
};

const PEOPLE = {
  french: people(
    "Anaïs|Benoît|Céline|Gaël|Hélène|Loïc|Maëlle|Noémie|Rémi|Théo|Zoé|Yasmine|Aurélien|Inès",
    "Bérard|Chaussin|Delorme-Vitry|Fégère|Gaudry|Hébrard|L’Hostis|Mérignat|Pétillon|Rouvière|Sauvêtre|Ténoux"
  ),
  swedish: people(
    "Åsa|Björn|Elin|Göran|Hjördis|Jörgen|Linnéa|Märta|Östen|Saga|Tove|Viggo",
    "Ängsmark|Björkholt|Dahlsjö|Forsgärde|Hökvist|Lövstrand|Nyhammar|Rönnvall|Sjöhult|Västerlind"
  ),
  norwegian: people(
    "Ane|Bjørg|Eirik|Håkon|Ingvild|Jørn|Målfrid|Sølvi|Trygve|Øyvind",
    "Aasheim|Brekkestø|Fjærvik|Grønnlie|Hågensli|Kvåle|Myrbråten|Rødseth|Ødegårdvik"
  ),
  german: people(
    "Anneliese|Bärbel|Cord|Friederike|Götz|Jürgen|Käthe|Lüder|Ruth|Sönke|Ute",
    "Böttgenhaus|Dröscher|Füllgraf|Großkamp|Hüttenrauch|Jäckel|Köstermann|Mühlgasser|Rößner|Strüwe"
  ),
  polish: people(
    "Agnieszka|Bożena|Czesław|Grażyna|Kinga|Łukasz|Małgorzata|Paweł|Rafał|Żaneta",
    "Bąkiewicz|Ćwiklak|Dąbrosz|Gołąbek|Jędrzycki|Łącznik|Mączka|Pękala|Świetlik|Żurawek"
  ),
  english: people(
    "Alasdair|Beth|Callum|Dorothy|Eleanor|Fraser|Imogen|Marcus|Nell|Owen|Priscilla|Renée|Siân|Tamsin",
    "Ashgrove|Blackmere|Coldwell|D’Arcy-Holt|Fenwright|Hathersage|Inglewood|Merrowdale|O’Farrelly|Penhallow|Thackrey|Wexcombe"
  ),
  turkish: people(
    "Ayşe|Çağlar|Elif|Gökhan|İpek|Ömer|Şule|Ümit",
    "Akçınar|Çelikbağ|Doğanay|Gümüşlü|Kılıçoğlu|Öztaş|Şenyurt"
  ),
  spanish: people(
    "Ángel|Belén|Concepción|Iñaki|José Luis|Lucía|María José|Nicolás|Raúl|Ximena|Íñigo|Martín",
    "Albarrán|Cárdenas Ruelas|Ezquerdo|Garcés Milá|Ibáñez Peralta|Muñoz Lerma|Núñez Cano|Quiñónez|Valdés Ortuño|Zúñiga"
  ),
  portuguese: people(
    "Antônio|Bárbara|Conceição|Débora|Flávio|Gonçalo|Inês|João|Luísa|Thaís",
    "Abrantes Leitão|Brandão|Conceição Rôlo|Falcão|Guimarães Pó|Magalhães Reis|Simões|Vasconcellos Árias"
  ),
  indian: people(
    "Aarav|Bhavna|Devika|Harpreet|Ishaan|Kavitha|Meenakshi|Nikhil|Ravindra|Tanvi",
    "Balasubramani|Chattopadhya|Deshwal|Gokhlerao|Iyengaran|Kulkarne|Narayanappa|Sethuraja|Venkatram"
  ),
  vietnamese: people(
    "Đức Anh|Hạnh|Khánh Linh|Minh Châu|Ngọc Bích|Quốc Huy|Thùy Dương|Văn Tâm",
    "Bùi|Đặng|Đỗ|Hồ|Lê|Nguyễn|Phạm|Trần|Võ",
    true
  ),
  japanese: people(
    "Daichi|Hanae|Jun’ichi|Kōhei|Mio|Ryōta|Sayaka|Shūji|Yūko",
    "Ōhashida|Fukumoriya|Itōgawa|Kirishitani|Mizunobe|Satōguchi|Takemizu|Uchibori"
  ),
  nigerian: people(
    "Adébáyọ̀|Chidinma|Fọlákẹ́|Ikechukwu|Ngozi|Olúwaṣeun|Tèmítọ́pẹ́|Uchenna",
    "Adéyẹmọ|Ezenwachi|Ìgbàlájọbí|Nwabuike|Ọlátúndé|Okpararaji"
  ),
  arabic: people(
    "Amīna|Bashīr|Farīd|Hāla|Laylā|Nādir|Samīra|Yūsuf",
    "al-Bannāʾi|al-Khūrī|Benhaddār|Darwīshan|Ḥaddādīn|Mansūrati|Zaytūni"
  )
};

/** Who works, and who is sold to, in each team's part of the world. */
const CULTURES: Readonly<Record<Team, Record<Culture, number>>> = {
  France: cultures({french: 14, arabic: 2, portuguese: 1, polish: 1, vietnamese: 1}),
  "Northern Europe": cultures({swedish: 5, norwegian: 4, german: 5, polish: 4, english: 3, turkish: 2}),
  "North America": cultures({english: 9, spanish: 3, french: 1, indian: 2, vietnamese: 1, nigerian: 2}),
  "Latin America": cultures({spanish: 8, portuguese: 6, japanese: 1}),
  "Asia Pacific": cultures({indian: 6, vietnamese: 3, japanese: 4, english: 3, arabic: 1})
};

const SCRIPTS = [
  "أمينة الخوريّة",
  "بشير الحدّادين",
  "ليلى الزيتوني",
  "נועם בן־שדה",
  "יעל אורנית",
  "水野辺 美緒",
  "竹水 大地",
  "林晓云谷",
  "陈柏川",
  "김하늘봄",
  "Ελένη Βουνάκη",
  "Зоряна Лугова",
  "ნინო მთაწმინდელი",
  "अदिति वनराज"
];

function people(first: string, last: string, lastFirst = false) {
  return {first: first.split("|"), last: last.split("|"), lastFirst};
}

function cultures(weights: Partial<Record<Culture, number>>): Record<Culture, number> {
  const none = Object.fromEntries(Object.keys(PEOPLE).map((culture) => [culture, 0]));
  return {...none, ...weights} as Record<Culture, number>;
}
