/**
 * What the passwords that many people use are made of, in lower case and with look-alike digits written as letters.
 * Runs of the alphabet, of digits and of a keyboard's rows, repeats and years are recognised without being listed.
 */
export const commonWords: readonly string[] = `
  abc about access account admin administrator again airplane always amanda america andrea andrew angel anthony apple
  arsenal ashley asshole august autumn babygirl bailey banana barcelona baseball basketball batman beautiful bitch
  blink brandon britney butterfly buster carlos champion changeme changeit charlie cheese chelsea chocolate christ
  christian computer cookie corvette coffee dallas daniel danielle december default demo dolphin donald dragon easy
  eminem enter family farthing february ferrari flower football forever freedom friday friend friends fuck fuckyou
  george ginger girl god google guest gwerty hannah harley hello hockey home hottie house hunter iloveyou infinity
  internet jackson january jasmine jennifer jessica jesus jordan joseph joshua july june justin killer lakers lambo
  letmein letmeinnow liverpool lol london lovely love loveme lover loveyou magic manchester march maria martin master
  matrix matthew maverick melissa mercedes merlin michael michelle minecraft money monday monkey mother mustang my
  mypassword naruto naruto new nicole nintendo nirvana november october office orange pass passw0rd password passwort
  patrick peanut pepper phoenix pikachu playstation please pokemon princess purple qazwsx qazwsxedc ranger root
  samantha samsung saturday scooby secret secure security september server shadow silver slipknot snoopy soccer
  spiderman spring starwars steelers summer sunday sunshine super superman superstar sweet system taylor temp temporary
  tennis test testing thomas thunder thursday tigger tinkerbell tottenham trustno tuesday user vanessa victoria
  wednesday welcome whatever william windows winter wizard yankees yellow you zaq
  1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 1qaz 2wsx 3edc 4rfv 5tgb 6yhn 7ujm
  zaq1 zaq12wsx xsw2 cde3 vfr4 qaz wsx edc rfv tgb yhn ujm a1b2c3 a1b2c3d4 a1b2c3d4e5 a1b2c3d4e5f6
`
  .trim()
  .split(/\s+/);
