/**
 * The orthography of the Vietnamese syllable as a table: which onsets are written before which rimes. Tones are
 * left out; {@link isStopFinal} says which syllables are limited to two of them.
 *
 * The rimes are those of the standard orthography, with the few that only ethnic and borrowed names have
 * (`Lắk`, `boong`, `Kông`): newspapers are full of them.
 */

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

/** Rimes that begin with e, ê, i: they are written after k, gh, ngh. */
const FRONT = words(`
  e eo em en eng ep et ec
  ê êu êm ên ênh êp êt êch
  i iu im in inh ip it ich ia iêu iêm iên iêng iêp iêt iêc
`);

/** Rimes that begin with a, ă, â, o, ô, ơ, u, ư and have no glide: they are written after c, g, ng. */
const BACK = words(`
  a ai ao au ay am an ang anh ap at ac ach
  ăm ăn ăng ăp ăt ăc ăk
  âu ây âm ân âng âp ât âc
  o oi om on ong op ot oc oong ooc
  ô ôi ôm ôn ông ôp ôt ôc
  ơ ơi ơm ơn ơng ơp ơt
  u ui um un ung up ut uc ua uôi uôm uôn uông uôt uôc
  ư ưi ưu ưm ưn ưng ưt ưc ưa ươi ươu ươm ươn ương ươp ươt ươc
`);

/** Rimes with the glide that is written o or u. */
const GLIDED = words(`
  oa oai oao oay oam oan oang oanh oap oat oac oach
  oăm oăn oăng oăp oăt oăc
  oe oeo oem oen oeng oet
  uân uâng uât uây uâc
  uê uên uênh uêch uêt uêu uơ
  uy uya uyn uynh uyt uych uyp uyu uyên uyêt
`);

/** After b, m, p, ph, v the glide stands in borrowed words alone: buýt, phuy, voan, moay-ơ. */
const GLIDED_AFTER_LABIAL = words(`oa oai oan oang oay oăng oe oen uy uyn uynh uyt uê`);

/** What follows qu, whose u is the glide. */
const AFTER_QU = words(`
  a ai ao au ay am an ang anh ap at ac ach
  ăm ăn ăng ăp ăt ăc
  âu ây âm ân âng âp ât âc
  e eo em en eng et ec ê ên ênh êch êt êu
  i in inh it ich iu y yn ynh yt ych yu yên yêt ya yp ip
  ơ ơi ơn ơt ôc
`);

/** The onsets after which y is written for i in an open syllable; `exactForm` makes them one where they are. */
const OPEN_Y = words(`h k l m n s t th v`);

const LABIALS = words('b m p ph v');
const BACK_ONLY = words('c g ng');
const FRONT_ONLY = words('gh ngh');
const ANY = words('ch d đ h kh l n nh r s t th tr x');

/** Every possible syllable without its tone, in NFC and lower case; both i and y where both are written. */
export function* syllableLetters(): Generator<string> {
  for (const rime of [...FRONT, ...BACK, ...GLIDED]) if (!rime.startsWith('iê')) yield rime;
  yield* words('y yêm yên yêng yêt yêu');
  for (const onset of ANY) for (const rime of [...FRONT, ...BACK, ...GLIDED]) yield onset + rime;
  for (const onset of LABIALS)
    for (const rime of [...FRONT, ...BACK, ...GLIDED_AFTER_LABIAL]) yield onset + rime;
  for (const onset of BACK_ONLY) for (const rime of [...BACK, ...GLIDED]) yield onset + rime;
  for (const onset of FRONT_ONLY) for (const rime of FRONT) yield onset + rime;
  // k stands before back vowels in names alone: Bắc Kạn, Hồng Kông, Kon Tum.
  for (const rime of [...FRONT, ...BACK]) yield `k${rime}`;
  // The i of gi is written once: gì, gìn, giếng.
  for (const rime of FRONT) if (rime.startsWith('i')) yield `g${rime}`;
  for (const rime of [...FRONT, ...BACK, ...GLIDED]) if (!rime.startsWith('i')) yield `gi${rime}`;
  for (const rime of AFTER_QU) yield `qu${rime}`;
  for (const onset of OPEN_Y) yield `${onset}y`;
}

/** Not k: it ends names alone, and those are written without a tone, too (Đăk Lăk). */
const STOP = /(?:[ptc]|ch)$/;

/** Whether a syllable ends in p, t, c or ch, and so can only have the tones sắc and nặng. */
export function isStopFinal(toneless: string): boolean {
  return STOP.test(toneless);
}
