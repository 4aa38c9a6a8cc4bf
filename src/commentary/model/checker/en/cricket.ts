/** What happens in cricket; marked as in football. */
export const ENGLISH_CRICKET = `
wicket.a: strikes | has struck | have struck | strike | gets the wicket | takes the wicket | gets/got/takes/claims/has/picks a/the/another wicket | gets/has his/her/their man | gets his/her man | removes | removed | dismisses | gets rid of | sends back | to send back | accounts for | has another | breaks through | makes the breakthrough | traps | ends _ stay | ends _ innings | gets his/her own back | knocks over
wicket.at: struck | had removed | dismissed | removed | had dismissed | took the wicket
wicket.p: is/was out | is/are gone | gone | out | has to go | must go | has to depart | departs | goes | falls | is dismissed | are dismissed | dismissed | fell | given out | has gone | goes for | goes next ball | is given | out for | gone for | walks | perishes | out first ball | lost | innings ends | innings is over | the end of | stay ends | back in the pavilion | who falls to | falls to | given | goes for a | makes his/her way back
wicket.n: wicket | wickets | breakthrough | the breakthrough | scalp | victim
wicket.f: out | given | given out | the finger goes up | finger goes up | gone
bowled.p: is bowled | bowled by | bowled him | bowled her | clean bowled | is clean bowled | bowled for | bowled first ball | bowled through | is/was bowled | loses his/her stumps | castled | bowled out
bowled.a: bowls him | bowls her | bowls _ | bowls | hits/hitting the stumps | knocks over | knocks back | cleans up | uproots | rattles the stumps | crashes into the stumps
bowled.f: bowled
wicket.a: has/had _ caught/stumped/bowled/lbw
b.q: b
c.q: c
caught.p: caught | is caught | caught by | caught behind by | caught behind | taken by | is taken by | held by | is held by | caught at | pouched by | snapped up by
caught.f: caught | holds on | holds the catch | it's a catch | he's taken it | she's taken it
catch.a: has/have caught | takes it | takes the catch | takes a/the/another/second catch | took the catch | holds on | pouches it | clings on | takes a second catch | takes the return catch | catches
catch.n: catch
caughtAndBowled.p: is/was caught and bowled | caught and bowled by
caughtAndBowled.f: caught and bowled | return catch
lbw.p: lbw | leg before | leg before wicket | is lbw | trapped lbw | trapped leg before | trapped in front | plumb
lbw.n: lbw against | lbw decision | leg before appeal
runOut.a: runs out | ran out | has run out
runOut.p: run out | is run out | run out by | is short of his/her ground | short of his/her ground | is short
runOut.n: run out | the run out | throw | the throw
stumped.p: stumped | is stumped | stumped by | out of his/her crease
stumped.a: whips the bails off | whips off the bails | takes the bails off | removes the bails | breaks the stumps
hitWicket.p: hit wicket | trodden on his/her stumps | treads on his/her stumps | steps on his/her stumps
retired.p: retires | retired hurt | retires hurt | is retired
lost.a: have/has lost | lose | loses | lost | slip to | slips to | slip | slump to | collapse | are in trouble | crumble
duck.n: duck | golden duck
duck.f: for a duck | for nought | without scoring | for no score | first baller
notOut.f: not out | survives | survive | reprieve | reprieved | is safe | in his/her favour | stays in | stays at the crease | saved by the review | carries on | lives on | given a life
overturned.f: overturned | reversed | changed | overruled | decision is overturned
upheld.f: upheld | upholds it | stays out | stands | confirmed | confirms it | decision stays | does have to go | stays with the on field call | is confirmed
given.f: given | the finger goes up | finger goes up | raises the finger | has given him | has given her | up goes the finger
four.a: strikes/strike/hits/takes a? four | hits/drives/finds the rope/boundary/fence | finds the rope | finds the boundary | finds the fence | to the rope | races away | four more | fours | four runs | crashes _ for four | for four | away for four | goes for four | dispatched for four | another four | hits a four | back to back fours
four.n: four | fours | boundary four | the first four
six.a: strikes/strike/hits/takes a? six | clears the rope | clears the ropes | clears the boundary | goes big | six more | maximum | over the rope | over the ropes | out of the park | into the stands | sixes | for six | launches it | all the way | goes all the way | gets hold of that one | six runs | hits a six | another six | goes the distance | hits _ for six
six.p: is/are/was hit for a? six | goes for six
four.p: is/are/was hit for a? four | goes for four
six.q: is/are hit/smashed/launched for six by | is/are hit for a six by
four.q: is/are hit/driven for four by | is/are hit for a four by
six.n: six | sixes | maximum
boundary.n: boundary | boundaries | the boundary
dot.n: dot | dots | dot ball | dot balls | no run | no runs | nothing off it | nothing from it | nothing off that | played and missed | defended | defends | no score | scoreless | leaves it | left alone | blocks it
dot.a: cannot get it away | can't get it away | defends
single.n: single | a single | just the one | just a single | singles
runs.a: off the mark | gets off the mark | nudges | works it | pushes
wide.n: wide | wides | wide ball | called wide | a wide | signals a wide | down the leg side | strays
noball.n: no ball | no balls | oversteps | overstepped | front foot no ball
bye.n: bye | byes
legbye.n: goes for leg byes/bye | leg bye | leg byes
extra.n: extra | extras
review.a: lose/loses/lost their/the/a review | have/has gone upstairs | go/goes upstairs | call/calls for a review | have/has asked for a review | want/wants a review
review.q: review asked for by | asked for by | requested by
review.f: review | reviews | reviewed | upstairs | third umpire | gone upstairs | goes upstairs | send this upstairs | referred | drs | reviewing | challenge | appeal | big appeal | appeals | asked for a review | umpire's call | checking
allOut.a: all out | bowled out | are dismissed for | are all out | dismissed for
overEnd.f: end of the over | over ends | that's the over | over from | the over | end of that over | overs gone | over is done | first over | over
inningsEnd.f: innings closes | innings ends | innings over | end of the innings | finish with | finish on | finished on | end on | have made | closes | close on | finish | post | have posted | ended on
inningsStart.f: begin the chase | begin their chase | openers | open the batting | opens the batting | innings begins | innings is about to begin | open up | start the chase | out in the middle | about to begin | the chase begins | begin the innings | to open
toss.f: toss
toss.a: won/win/wins the toss | have/has won the toss
choseField.a: will bowl first | bowl first | put _ in | elect to bowl/field | chose/choose to bowl/field | elected to bowl/field | will field first | field first
choseBat.a: will bat first | bat first | elect to bat | chose/choose to bat | elected to bat
powerplay.f: powerplay | power play
powerplayStart.f: powerplay begins/begin now? | powerplay begin | start of the powerplay | powerplay starts
powerplayEnd.f: end of the powerplay | powerplay ends | powerplay is over | powerplay comes to an end | that's the powerplay
calledOff.f: abandoned | called off | cancelled | canceled
noResult.f: no result | without a result | washed out
suspended.f: suspended
postponed.f: postponed
stop.f: timeout | time out | drinks | play has stopped | pause | stopped | interruption | delay | delayed | break in play | strategic timeout
resume.f: resume | resumes | restarts | play goes on | back under way | play resumes
welcome.f: welcome | hello
win.n: victory
win.a: have/has beaten | win | wins | won | have won | have won it | take it | takes it | winners | beat | defeat | winning runs | defended | have defended | defend | get home | over the line | reach the target | target is reached | chase is complete | complete the chase | prevail
lose.n: a defeat | defeat for
lose.a: lose by | loses by | are beaten | fall short | fell short | have lost | lost by | are defeated | go down | lose
tie.f: tie | tied | scores level | a tie
milestone50.n: half century | half centuries
milestone100.n: century | three figures | ton
hatTrick.n: hat trick
onHatTrick.a: on a hat trick
`;
