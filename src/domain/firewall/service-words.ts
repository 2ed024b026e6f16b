/** Words of what products tell their users when a call failed, which are not of the trade of programs. */
export const SERVICE_WORDS: ReadonlySet<string> = new Set(
  `
  able abnormal accepted accessible action actions active activity actually afraid afterwards
  agent agents ah alerted alternative am another answer answering answers antivirus anything
  apologetic apologies apologise apologize app apparently appear appears application appreciate
  aren't arrive arrived arrives artificial ask asked asking asleep assistant assistant's
  assistants attempt attempted attempts aware back backend backing backup bad base basically be'll
  became become becomes better bit blocked bot brain breaking breaks briefly broke browser bug
  burned buy-more can't cap caps center centre charge chat chatbot chats check choose chosen code
  come company's-admin complete condition config configuration confused connected connecting
  connection's connectivity console continue continues continuing conversation conversation's
  conversations cookies copilot copy correctly could'nt creator crew currently customer-care
  dashboard dear declined declines deeply default deliver delivered deployed desk details
  developers didn't different differently disconnected disruption disruptions doesn't don't
  double-check drop drops else email engine engineers enough entirely environment even everyone
  everything evidently exceeded exceptionally executor experience experienced experiencing
  explicitly extension face facing faster feedback few file filter filters final finish finishing
  firewall five fix fixed fixing flaky flow folks foundation frequently friend fully functional
  functionality functioning funds gave generative give glitch goes gone good gracefully guidelines
  hadn't halfway handling hang happen happening happens hard haven't heavy hello help here's hey
  hi hiccup hit hitting hmm hold-on hour hourly hours how human i i'd i'll i'm i've id's in
  inactive inbound incident include inconvenience increased inform informed instant intelligence
  intended internet interrupted interruption interruptions into investigating it'll it-team
  iteration iterations itself javascript keep keeps knowledge language later least less let's like
  likely limitation limitations little load loads log logged long longer look looking looks loop
  looping lost luck made maintainer maintainers manage managed many maybe meet membership menu met
  method mid midway migrate migrated mine minute missing model's moment moments money more most
  much multiple my myself nap newer normally note nothing notified notify now number offline often
  oh once one online only operational operator option orchestrator organisation's organization's
  ourselves out outage outbound outcome overwhelmed owner page part partially partway paste
  patience payment peak people per perhaps persist persisting persists pick picked pipeline-step
  planned planner plug policies possibly preferences present presently primary probably produced
  progress properly provider's purchase question questions quickly quit quite quota quote
  re-authenticate reachable reached reaching really reasoning reauthenticate reboot rebooting
  recognised reconnect reconnecting recursion redeploy reference refresh refreshing refused
  refuses regret reload repeatedly rephrase replying report reported requested requests resend
  respond responding responsive restarts resting restriction restrictions resubmit result results
  resume resumed resuming retries reword right runner running sadly scaled scaling scheduled
  screen secondary secret secrets seem seems select send serve served server's service's serving
  setting settings several share-with sharing shorten shorter shortly shot sign signal signed
  simply sit site sixty slow slowness smaller snag so someone something sometime sometimes soon
  speak stable standing status stay step steps still stuck sub-agent subagent subscribe
  subscription suddenly supervisor supplied supply swamped switch sysadmin tab talk task tasks
  team tell temporarily temporary ten thank thanks that's their them there there's they they're
  thing things think thinking thirty three through ticket tight tired today tomorrow top touch
  trouble truly tuned turn turns twice two ubuntu uh unable undergoing underlying understand
  understanding underway unfortunately unreliable unresponsive unstable unusually up up-to-date
  update updates updating us usable usage used user users usual usually variable variables very
  violate volume wait waits wasn't way we'd we'll weak website went weren't what's when where
  whether while whoops why wi-fi wifi withheld withhold won't work workflow working works wouldn't
  wrong yet you'd you'll yourself zero`
    .trim()
    .split(/\s+/),
);
