/**
 * Everyday English that says nothing about money or markets; names of things that are bought, sold,
 * owned, reported or measured are left out, so that a word of a question's subject stays a stranger.
 */
export const EVERYDAY_WORDS: ReadonlySet<string> = new Set(
  `
  able accept accepts add added agree ahead allow allows almost alone along already although always am among anybody anymore
  anyone anyway apart appear apply arise around ask aside asleep attach attached avoid awake away awful awkward badly begin
  begins began behave behind believe belong bit bother bring broken browse bunch careful careless carry catch catching caught
  certain change changed changes class clear clearly click close closely come comes coming confirm constantly contain contains
  correctly course crash daily decided decline describe desired despite different difficult directly does doing done double
  down drop during each early easily else empty encounter end enjoy enter entire especially etc even eventually ever every
  exactly except expect explain extra extract extracted fairly familiar fall falling falls far fast faulty feel few fill find fine fit five fix
  fixes follow following follows forget forgot four free fresh friendly full fully funny further gave general gently getting
  glad goes gone good got gracious great guess had half handle handled handy happen happy hardly has hear heard hello help
  helpful here hi hiccups hide hit hope hopefully host how however immediate immediately in inform inside instead intended into
  it itself jump just keep keeping kept kind knew know lack large last lately later learn least leave left less let lets letter
  like line list listen listening little look looked looking lots made main make many matter maybe me mean meantime mention
  mid mind minutes miss missed missing mistake mistakes misconfigured moment most mostly move moved moves much must myself name named
  near nearly need needed needs neither never next nice night nobody none nope nor normal normally nothing notice noticed now
  nowhere obtain obvious obviously odd off often ok okay once one only onto open opened opening or other others otherwise our
  ours outside over overnight own page part patient pause people perfectly perhaps person piece place plain play please plenty
  point possible prevent prevented prevents previous probably proceed proceeding promise proper provide puzzled quick quickly quiet quite
  raise ran rather reach read readable ready really reason receive recent recently reject rejected remain remember remove removed repeat
  repeated repeatedly rerun restore restored restores return right running said same saw say says scheduled second see seem seems seen send
  sent sequence several shall shape short shortly should show showed shown shows side similar simple simply since sit situation
  six slight slightly slip slow slowly small smaller smoothly so some somebody somehow someone something sometimes somewhere
  soon spent spot stage stand start started starting state stay steady still stop stopped stopping giving running straight strange stranger
  such suddenly suggest support supported sure surely surprise take taken takes taking talk tell ten than thank thanks that their
  them themselves then there these they thing think third this those though thought three through throughout thus tidy time
  times tiny tired to today together told too took top touch toward towards tried tries trim trip troubles true try trying turn
  turned twice two type typed types under understand unfinished unfortunately unhappy unless until unusual up update updated
  upon us use used user useful using usual usually very via view visible visit wait waited waiting wake want wanted wants was
  watch way we well went were what whatever when whenever where wherever whether which while who whole whom whose why will wish
  with within without woke won wonder word words work worked working works would wrapped write wrong yes yet you young your yours
  yourself zero breath sleep sleeps sleeping slept waking woken dozing allotted rely relies rolling linked dropping discarded discard selected inspect original passed passing whoa ouch yikes darn alas ahem sunset successor predecessor retired leftover candidate candidates
  layer layers component components module modules section-less script scripts button link links typo typos format formats
  trace traces tunnel container containers daemon cert certs hostname hostnames port ports
  currently presently meanwhile nevertheless
  yesterday tomorrow morning evening afternoon weekend minute minutes hour hours day days week weeks monday tuesday wednesday
  thursday friday saturday sunday `
    .trim()
    .split(/\s+/),
);
