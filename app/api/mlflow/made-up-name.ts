import { randomInt } from 'node:crypto';

const qualities =
  'able amused brave bright calm clever curious eager fair fearless gentle grand handsome hearty keen lively merry noble patient polite quick quiet rare serious shy silent sincere smooth stately swift tasteful unique vivid wise'.split(
    ' ',
  );
const beings =
  'ant auk bear bee carp cat colt crab crane deer doe dove eel elk finch fish fox frog gnu goat grouse gull hare hawk horse jay kite lamb lark loon lynx mole moth mouse newt owl panda perch pug ray rook seal shad shrew shrike skink sloth snail squid stag steed stork swan toad trout vole wasp whale wren'.split(
    ' ',
  );

/** For a run whose script gave it no name: a word of praise, an animal and a number, as MLflow names them. */
export function madeUpName(): string {
  return `${qualities[randomInt(qualities.length)]}-${beings[randomInt(beings.length)]}-${randomInt(1000)}`;
}
