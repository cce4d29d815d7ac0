import { type Random, randomFrom } from '../random.ts'
import * as lines from './scenes/lines.ts'
import * as order from './scenes/order.ts'
import * as pipes from './scenes/pipes.ts'
import * as road from './scenes/road.ts'
import * as water from './scenes/water.ts'
import { HEIGHT, WIDTH } from './stage/frame.ts'
import { type Light, lightOf, makeLight } from './stage/light.ts'
import { definitions, rain, vignette } from './stage/weather.ts'
import { n } from './svg.ts'

type Scene = (light: Light, random: Random) => string

const scenes = {
  'flooded-street': water.floodedStreet,
  'flooded-house': water.floodedHouse,
  'stalled-motorbike': water.stalledMotorbike,
  'dry-street': water.dryStreet,
  'burst-pipe': pipes.burstPipe,
  'murky-tap': pipes.murkyTap,
  'blocked-drain': (light, random) => pipes.drain(light, random, 'blocked'),
  'overflowing-drain': (light, random) => pipes.drain(light, random, 'overflowing'),
  'clear-drain': (light, random) => pipes.drain(light, random, 'clear'),
  pothole: road.pothole,
  'sunken-pavement': road.sunkenPavement,
  'repaired-road': road.repairedRoad,
  'open-manhole': (light, random) => road.hole(light, random, true),
  'closed-manhole': (light, random) => road.hole(light, random, false),
  'fallen-sign': (light, random) => road.roadSign(light, random, false),
  'standing-sign': (light, random) => road.roadSign(light, random, true),
  'dead-traffic-light': road.deadTrafficLight,
  'dark-street': lines.darkStreet,
  'lit-street': lines.litStreet,
  'leaning-pole': (light, random) => lines.powerPole(light, random, true),
  'straight-pole': (light, random) => lines.powerPole(light, random, false),
  'stray-wires': lines.strayWires,
  'fallen-tree': lines.treeDown,
  'leaning-tree': lines.leaningTree,
  'cleared-tree': lines.clearedTree,
  'garbage-pile': order.garbagePile,
  'clean-street': order.cleanStreet,
  'polluted-ditch': order.pollutedDitch,
  smoke: order.smoke,
  'parked-truck': order.parkedTruck,
  'occupied-pavement': order.occupiedPavement,
  'free-pavement': order.freePavement,
  graffiti: order.graffiti,
  loudspeaker: order.loudSpeaker,
  'stray-dog': order.strayDog,
} satisfies Record<string, Scene>

export type SceneKind = keyof typeof scenes

export const sceneKinds = Object.keys(scenes) as SceneKind[]

/**
 * A picture as a citizen's phone might have taken it, drawn: SVG text without outside references. The same seed gives
 * the same picture; its remainder by four is the light (day, overcast, night, rain at night).
 */
export function drawScene(kind: SceneKind, seed: number, size: { width: number; height: number }): string {
  const random = randomFrom(seed * 31 + sceneKinds.indexOf(kind))
  const indoors = kind === 'murky-tap'
  const outside = lightOf(seed)
  const light = makeLight(indoors && outside !== 'day' ? 'overcast' : outside, random)
  const draw: Scene = scenes[kind]
  const turn = (random.next() - 0.5) * 3.2
  const closer = 1.03 + random.next() * 0.06
  const middle = `${WIDTH / 2} ${HEIGHT / 2}`
  const held = `translate(${middle}) rotate(${n(turn)}) scale(${closer.toFixed(3)}) translate(${-WIDTH / 2} ${-HEIGHT / 2})`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" ` +
    `viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="xMidYMid slice">` +
    `${definitions(light)}<g transform="${held}">${draw(light, random)}</g>${indoors ? '' : rain(light, random)}${vignette()}</svg>`
  )
}
