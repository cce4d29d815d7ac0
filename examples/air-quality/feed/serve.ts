import { createServer } from 'node:http'
import { STATIONS } from '../seeds/stations.ts'
import { FEED_PORT } from './address.ts'
import { readingsAt } from './readings.ts'

/** A stand-in for the network of stations: `npm run feed`, then http://127.0.0.1:8791/stations.json */
const port = Number(process.argv[2] ?? FEED_PORT)
const codes = STATIONS.map((station) => station.code)

const server = createServer((request, response) => {
  if (request.url !== '/stations.json') {
    response.writeHead(404).end()
    return
  }
  const now = new Date()
  const places = new Map(STATIONS.map((station) => [station.code, station]))
  const stations = readingsAt(codes, now).map((reading) => ({
    ...reading,
    name: places.get(reading.code)?.name,
    ward: places.get(reading.code)?.ward,
    position: places.get(reading.code)?.position,
  }))
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ readAt: now.toISOString(), stations }))
})
server.listen(port, '127.0.0.1', () => {
  const address = server.address()
  const bound = address !== null && typeof address === 'object' ? address.port : port
  console.log(`http://127.0.0.1:${bound}/stations.json`)
})
