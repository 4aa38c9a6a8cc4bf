/**
 * What happens in football, as commentators say it. After the idea: `a` who stands before it does it, `p` it is done to who
 * stands before it, `n` a noun, `t` it may be said of something that was before. Lines as `patternsOf` reads them.
 */
export const ENGLISH_FOOTBALL = `
goal.a: scores | nets | finds/find/finding the net | has/have scored | have/has found the net now? | puts it/_ in the net | converts | has/have converted | slots/fires/tucks/taps/slams/sweeps/turns/drills/nods/lashes/rolls/smashes/strokes/prods/pokes/bundles/steers _ home/in/away | slots/fires/tucks/sweeps/turns/drills/rolls home/in/away | puts _ away | makes/make no mistake | no mistake from/by | hits the net | beats/beat the keeper/goalkeeper | beats/beat the away/home keeper/goalkeeper | gets/got/bags/grabs/claims the goal | gets/bags/grabs one/another | breaks the deadlock | strikes | strike first | opens the scoring | has/have opened the scoring | scoring | puts/put _ in the back of the net | has _ in the net | has/have it/_ in the net
goal.at: scored | netted | converted | slotted/fired/tucked/tapped/slammed/swept/turned/drilled/rolled home/in/away | slotted/fired/tucked/tapped/slammed/swept/turned/drilled/rolled _ home/in/away | put it/_ away | made no mistake | opened the scoring | broke the deadlock | got the/that/his/her goal | got the/that _ goal | found the net | was on target
goal.n: goal | a/the/his/her/lovely/cool/neat finish | finisher | goalscorer | goal scorer | scorer | the scorer | on the scoresheet | conversion | opener
goal.nt: goals | on the scoresheet | the scorer of | goal of the game | the only goal | goalscorers
goal.it: the scorer was/is | the goal was/is | scorer was/is
goal.f: it's in | it is in | is in the net | in the net | ball is in the _ net | in the back of the net | goes in | has gone in | went in | into the net | it's there | gets _ goal
goal.p: scored by | converted by | put away by | put in by | finished by | turned in by
ownGoal.n: own goal
ownGoal.a: into her/his/their/the/its own net/goal | through her/his/their own net/goal | past her/his/their own keeper/goalkeeper | scores/scored an own goal | own net
header.n: header | headed goal
header.a: heads _ home/in/level/ahead | heads home/in | nods home/in | heads | nods | headed home/in | headed _ home/in | with his/her head | rises to head
volley.n: volley | volleys
volley.a: volleys home/in | volleyed home/in | volleys _ home/in
assist.p: provided/made/supplied/created by | laid on by | set up by | assisted by
assist.n: assist | provider | pass | passes | credited with the assist | cross | courtesy of a pass
assist.a: gets/got/claims/takes the assist | with the assist | sets _ up | set _ up | supplies it | supplies | provides it/the | sets up | turns/turned provider | turning provider | creates it | made the goal | makes the goal | provides
noGoal.f: no goal | does/do/did/will/would not count | doesn't/didn't/won't count | does/do/did/will not stand | doesn't/won't/didn't stand | cannot stand | is/was/been not given | not given | gone from the scoreline
noGoal.p: disallowed | ruled out | chalked off | taken away | scrubbed off | wiped out | struck off | overturned | cancelled | crossed out | has his/her/their goal taken away | goal taken off | taken off the board
stands.f: stands | it counts | counts | will count | goal is good | is good | is confirmed | confirmed | goal is given | been given | is awarded | the goal does stand | has been allowed | is allowed | all clear
given.f: given | is given | gives it | gives the | has given it | decision is given | points/pointed to the spot | it's been given | been given | awarded
save.a: saves | makes/made/makes a/the/another save | keeps _ out | keeps out | pushes/tips/parries/palms/turns/beats/claws away | pushes/tips/parries/palms/turns _ away/wide/over/behind/round/around | stops | denies | gets down to | gets/got a hand to | is equal to | equal to it | is behind it | guesses right | parries | gathers | holds on | holds it | comes up with the stop | stands firm
save.at: stopped | denied | kept _ out | kept out
save.p: is/was/been/are saved | saved by | is/was/been kept out | is/was/been denied | denied by | kept out by | stopped by | is/was/been stopped | forces _ into a save/stop | tests | forces | saved from | thwarted by | is thwarted | is foiled
save.n: save | saves | stop | good stop | great stop
save.f: saved
shot.a: shoots | shot | tries his/her luck | lets fly | lets fly from | has a go | has an effort | has a shot | goes for goal | strikes it | takes aim | pulls the trigger | fires | drives | has a try | effort | attempt
shot.n: effort | efforts | attempt | attempts | shots | strike
onTarget.a: is on target
onTarget.n: on target | shot on target | gets his/her/a/the shot on target | hits the target
miss.a: misses | misses the target | shoots wide | sends _ wide/over | drags _ wide | puts _ wide/over/past | fires wide/over | fires _ wide/over | blazes _ over | blazes over | cannot/can't find the target | heads wide/over | volleys wide/over | sends it wide/over | has missed | have missed | pulls _ wide | screws _ wide | slices _ wide | hits _ wide/over | skies | fails to score | fails to convert | puts it/another/one wide | another wide
miss.at: missed | shot/sent/put/dragged/fired _ wide/over | fired wide/over | went wide/over | failed to score/convert
miss.f: wide | off target | over the bar | over the top | past the post | high and wide | goes wide | goes over | no good | is/are/was off target | drags it wide
miss.n: miss
block.a: block/blocks a/the/another shot/effort | blocks | gets/got a block in | throws _ in the way
block.n: block
block.p: blocked | is/was blocked | charged down | is charged down | has one/it/a/his/her/_ blocked | cannot/can't find a way through | is closed down
block.f: blocked
woodwork.a: hits/strikes/rattles/clips/shakes the post/bar/crossbar/woodwork/upright/frame | hits the frame of the goal | hit the post/bar/crossbar/woodwork/upright/frame | off the post/bar/crossbar/woodwork/upright/frame | against the post/bar/crossbar/woodwork/upright | against the frame of the goal | off the woodwork
woodwork.n: woodwork | crossbar | frame of the goal | the post | the bar | upright
corner.a: win/wins/won/earn/earns/force/forces/forced a/another/the corner
corner.n: corner | corners | corner kick | corner kicks | behind for a corner | corner to | flag kick
freekick.a: win/wins/won/earn/earns a/the/another free kick | wins/won/win a/the foul | has won the foul
freekick.n: free kick | free kicks | set piece | direct free kick | set pieces
throwin.n: throw in | throw ins
goalkick.n: goal kick | goal kicks
offside.a: stands/stand offside | is/was given offside | offside | is/was offside | caught offside | strayed offside | goes/gone/went too early | is flagged | flagged | beyond the last line
offside.n: offsides | flag is up | the flag
foul.a: fouls | fouled | brings/brought _ down | trips | pulls _ back | catches | takes _ down | clatters | brings/brought down | a foul by | commits a foul
foul.n: foul | fouls | trip
fouled.p: is/was/been fouled | fouled by | brought down | is brought down | is tripped | tripped by | went/goes down in the box | player fouled
handball.n: handball | hand ball
penalty.a: win/wins/won/earn/earns a/the/another penalty | have/has a penalty
penalty.n: penalty | penalties | spot kick | spot kicks | from the spot | from twelve/12 paces/yards | penalty kick | the spot | penalty spot | kick | kicks | from the penalty spot
yellow.a: is/was/been booked | is/was/been cautioned | goes/went into the book | into the book | in the book | picks/picked up a yellow/caution/booking | sees yellow | is shown yellow | gets/got a yellow | name goes into the referee's book | name goes/went in the book | is shown a/the yellow | earns a yellow | collects a yellow | already/also booked | booked
yellow.n: yellow | yellow card | yellow cards | yellows | caution | cautions | booking | bookings | bookable offence | card | cards | cautioned
secondYellow.a: second yellow | two yellows | second bookable offence | second booking | second caution
red.a: is/was/been sent off | sent off | sees red | is/was dismissed | is off | is shown red | gets/got a red | been shown the/a red card | is shown the/a red card | his/her marching orders | given/given his/her marching orders | off for an early bath | must go | has to go | walks | is gone
red.ai: off goes
red.n: red | red card | red cards | dismissal | sending off
red.ft: is/are/was/were down to ten/10/nine/9/eight/8 men/players/women? | down to ten/10 men/players/women? | down to ten/10 | down to nine/9 men/players/women? | a man/woman/player short | a man/woman/player down | ten/10 men | ten/10 players | ten/10 women | nine/9 men/players | reduced to ten/10
on.q: replaced by | is/are replaced by | makes/make way for | gives/give way to
on.ai: on comes/come
on.a: comes/come/came on | come/comes/came/coming off the bench | is on | are on | enters | is/are introduced | gets his/her chance | replaces | replaced | takes _ place | takes over from | is sent on | takes the place of | is the player coming on | for his/her/their debut | on as a substitute | come/comes into the game | introduced | on for | coming on
off.ai: off goes/go
off.a: leaves | leave | makes/make/made way | goes/go/went off | comes/come off | is/are withdrawn | is/are off | is/was taken off | is/are replaced | leaves the pitch/field | departs | work is done | is done for the day | coming off | makes/make room
change.a: is/are substituted | substituted
change.n: change | changes | substitution | substitutions | double change | triple change | switch | sub
injury.a: is/are down | is hurt | is injured | receives/receive treatment | is being treated | is treated | needs/need treatment/attention | needs some attention/treatment | injured | hurt | is in trouble | goes down | stays down | is receiving treatment | treated | has picked up a knock
injury.n: injury | knock | treatment
var.ft: var | check | checks | checking | being checked | being looked at | having a look | look/looks again | video | monitor | under review | review | screen | the officials are | video referee | video assistant
addedTime.f: added on | minutes added | added time | stoppage time | injury time | extra minutes | to be added | additional time | board goes up | the board shows | added
calledOff.f: abandoned | called off | cancelled | canceled
noResult.f: no result | without a result | washed out
suspended.f: suspended
postponed.f: postponed
kickoff.f: kick off | under way | underway | we're off | we are off | kicks off | begins | has begun | starts | has started | back under way | resume/resumes/resumed | off we go | restart/restarts/restarted | get us going | get going
fulltime.f: full time | final whistle | all over | it's over | it is over | it's all over | end of the match | that's that | finished | it finishes | it ends | has ended | it's finished | no more time | ended | finishes | ends
welcome.f: welcome | hello
advantage.i: advantage
lead.a: goal to the good | goals to the good | goal lead | goal cushion | goal advantage | lead | leads | leading | led | in front | ahead | are/is/now/go/goes/went one/two/three/four/five up | one/two/three/four/five up | up by | go/goes/went in front | have the lead | has the lead | hold the lead | still lead | lead by | to the good | hold on to their lead | in the lead | front again | at the front | to the better
takesLead.a: take/takes/took the lead | taking the lead | go/goes/went/going ahead | go/goes/went/going in front | put/puts/putting _ ahead | put/puts _ in front | put/puts _ in the lead | has/have put _ ahead | has/have put _ in front | has/have put _ in the lead | given _ the lead | gives/give _ the lead | turn/turns/turned it around | turn/turns/turned the match around | hit the front | strike/strikes first | draws first blood | has/have taken the lead | retake/retakes/regain/regains the lead
levels.a: equalise/equalises/equalised/equalize/equalizes/equalized | levels | level it/things/matters | levels it/things/matters | have/has levelled | has/have leveled | levelled | pulls/pull level | brings/brought/bring _ level | draws/draw level | is/are level | back on terms | back on level terms | have their equaliser | heads _ level | put/puts/has put _ level | pegs/pegged _ back | restores/restored parity
levels.n: equaliser | equalizer | leveller
level.f: level | scores remain level | scores are level | scores level | the scores | all square | on level terms | tied | in the balance | nothing between them | nothing to separate them | nothing in it | even | goalless | no winner | back level | honours even | evens
trail.a: trail | trails | trailing | behind | down by | are/is/still/go/goes/went one/two/three/four down | losing | still one/two/three down | a goal down | a goal behind | goes/go behind | fall/fell/falls behind
extends.a: extend/extends/extended _ lead | add/adds another | adds to _ lead | stretch/stretches _ lead | increase/increases _ lead
doubles.a: double/doubles/doubled _ lead | double/doubles/doubled the lead/advantage
reduces.a: pull/pulls/pulled one back | pulled/pulls a goal back | pull/pulls a goal back | reduce/reduces the deficit | reduces the arrears | a consolation
halves.a: halve/halves/halved the deficit
opener.n: opener | opening goal | first goal of the game/match | breaks the deadlock | broke the deadlock | opens/opened/opening the scoring | has opened the scoring | the first goal
win.a: have/has beaten | win | wins | won | have won | has won | victory | winners | winner | take the points | takes the points | take the match | through on penalties | go through | goes through | progress to | advance to | take the shootout | takes the shootout | triumph | prevail | victorious | victory for | settles it | clinch/clinches | beat | defeat
lose.n: a defeat
lose.a: lose | loses | lost | beaten | are/is beaten | are/is out | are eliminated | go out | goes out | defeated | are/is defeated | knocked out
draw.f: draw | drawn | share the points | honours even | spoils shared | stalemate
shootout.f: shootout | shoot out | penalty shootout | on penalties | on spot kicks | from the spot kicks
comeback.a: from behind | come/came/comes from behind | fight back | comeback | turned around
`;
