/** Words that begin sentences and name nobody; beside them stand all words of the lexicons. */
export const ENGLISH_WORDS = `
a an the this that these those there here it it's its he he's she she's they they're we we've we're we'll you i i'm i've his her their our my your who who's what what's
which when where why how whose and but or so yet for nor if as at by in into of off on onto out over to from with without within through up down under between against
before after during since until till about around across along behind beyond inside outside near next then now just still even also too only very really quite rather almost nearly
again already always never often once soon later earlier today tonight tomorrow yesterday finally suddenly immediately eventually meanwhile instead perhaps maybe surely clearly simply
is are was were be been being am has have had having do does did doing can could will would shall should may might must let let's get gets got getting give gives gave given giving
go goes going gone went come comes coming came take takes taking took taken make makes making made keep keeps keeping kept put puts putting see sees seeing saw seen look looks looking looked
say says said tell tells told think thinks thought know find finds found leave leaves left stay stays stayed remain remains remained hold holds held turn turns turned run runs running ran
play plays playing played player players game games match matches ball balls team teams side sides half halves time times minute minutes moment moments score scores scored goal goals
good great big huge small little long short high low late early quick quickly slow slowly nice lovely brilliant superb fine fantastic wonderful excellent splendid tidy neat smart solid calm calmly cool coolly composed
oh ah well yes no okay right wrong true what another other others more most less least much many few some any all both each every either neither none one two three four five six seven eight nine ten
first second third last final opening full new old same different own such enough nothing something everything anything nobody somebody everybody anyone someone everyone
back forward away home together apart alone ahead aside end ends ending ended start starts starting started stop stops stopping stopped begin begins beginning began
chance chances shot shots save saves pass passes cross crosses tackle attack attacks attacking defence defend defends defending effort efforts attempt attempts try tries trying tried
welcome hello goodbye thanks thank please sorry remember remarkable remarkably incredible incredibly unbelievable drama dramatic disaster relief heartbreak agony joy pressure tension trouble danger
referee umpire keeper goalkeeper batter batters bowler bowlers striker fielder fielders wicketkeeper captain substitute substitutes visitors hosts officials assistant official
level equal even all square nil none zero double single triple twice half quarter hundred fifty century
easy hard simple difficult tough close closer closest wide straight direct deep far soft strong weak heavy light
correction confirmed confirmation update news word scoreboard scorecard summary reminder recap story result outcome situation position
minutes seconds overs over wicket wickets runs run four fours six sixes boundary boundaries innings chase target required needed need needs wanted want
only just because though although while whereas unless whether despite given following regardless barely hardly scarcely
number numbers pair couple trio dozen plenty lots lot fewer most
action attention advantage appeal decision decisions review check delay break pause interval restart whistle flag board signal
lead leads leading leaders trail trails trailing win wins winning won lose loses losing lost draw drawn tie tied beaten defeat victory
under way underway kick kicks kicked kicking throw corner corners free spot penalty penalties card cards yellow red booked booking caution
add added adds change changes changed changing replace replaces replaced replacement introduce introduced
saved blocked missed caught bowled stumped trapped hit hits hitting edged driven pulled cut swept lofted slogged smashed smash crunched
success successful unsuccessful unlucky unfortunate unfortunately sadly luckily thankfully importantly crucially incidentally
patience progress momentum rhythm form shape control command charge credit part parts piece set sets setting
trouble twist turn sting flurry burst spell string series sequence run rate
so near nearly there off you we it's that's there's here's he'll she'll they'll that'll won't can't don't didn't doesn't isn't wasn't couldn't wouldn't
half-time full-time halftime fulltime hattrick maximum dot duck golden wide wides noball bye byes extras lbw leg legs hit
stage stages phase phases opener openers middle order tail lower upper top bottom
room space line lines area box post bar net frame woodwork crossbar upright rope ropes fence
work job task duty business order service services delivery deliveries effortless
onto upon via per plus minus versus vs v
keeping bringing needing requiring chasing defending batting bowling fielding scoring shooting heading volleying passing crossing tackling saving blocking missing winning losing drawing leading trailing
strike strikes striking struck break breaks breaking broke broken brought bring brings clear clears cleared finish finishes finished finishing
bring build builds building rebuild rebuilding consolidate settle settles settled settling
whatever whoever however moreover furthermore besides otherwise therefore thus hence indeed
and-a hat-trick back-to-back man men woman women eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
confusion tragedy trickery mistake mistakes error errors quiet quietly loud louder slowly steadily gradually
`;
