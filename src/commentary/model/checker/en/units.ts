/** Of what a number is, by the words after it or around it. */
export const ENGLISH_UNITS = `
minute: minute | minutes | mins | minute's
goal: goal | goals
corner: corner | corners
shot: shot | shots | effort | efforts | attempt | attempts
save: save | saves | stop | stops
foul: foul | fouls
offside: offside | offsides
card: yellow | yellows | yellow card | yellow cards | red | reds | red card | card | cards | booking | bookings | caution | cautions | bookable offence | rovers player to be cautioned
change: change | changes | substitution | substitutions | substitute | substitutes
penalty: penalty | penalties | kick | kicks | spot kick | spot kicks
men: men | players | women | man | of them
short: man short | woman short | man down | woman down | player short | player down | men short | men down
half: half | halves | period
margin: goal lead | goal cushion | goal margin | goal advantage | up | ahead | clear | in front | to the good
down: down | behind | adrift
run: run | runs
wicket: wicket | wickets | wickets down
hand: wickets in hand | wickets left | wickets remaining | wickets to spare | in hand
ball: ball | balls | delivery | deliveries
over: over | overs
rate: an over | an over now | an over so far
four: four | fours
six: six | sixes
boundary: boundary | boundaries
catch: catch | catches
dot: dot | dots | dot ball | dot balls
extra: extra | extras | wide | wides
spare: balls to spare | balls left | balls remaining | balls to come | balls to go | to spare | balls in hand
together: together | partnership | stand | stand between | put on | have put on | has put on | since the last wicket | added
innings: innings
times: times | time
need: need | needs | needed | require | requires | required | want | wants | wanted | to win | to get | more to win | more needed | more required | short of the target | short of victory | for victory | still needed
target: are after | is after | target | chase of | the target | to chase | defended | defend
stand: stand | partnership | together
win: win by | wins by | won by | won it by | have won it by | have won by | has won by | victory by | lose by | loses by | lost by | beaten by | have lost by | by
from: from | off
odd: yards | yard | metres | metre | per cent | percent | kilometres | kmh | mph | kph | degrees | years | seasons | games | matches | months | weeks | days | caps | million | thousand | pounds | euros | spectators | people | points | places | hours | seconds | titles | trophies | defeats | wins | appearances | consecutive
`;
