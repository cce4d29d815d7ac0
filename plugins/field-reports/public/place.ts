import type { Text } from '@saola/sdk'
import { isInNgheAn } from '../open311/area.ts'

/** What is wrong with a position, in words for who gave it; undefined where nothing is. */
export function placeProblem(longitude: number, latitude: number): Text | undefined {
  if (isInNgheAn(longitude, latitude)) return undefined
  if (isInNgheAn(latitude, longitude))
    return {
      vi: 'Kinh độ và vĩ độ có vẻ bị đổi chỗ cho nhau. Kinh độ ở Nghệ An từ 103,8 đến 105,9.',
      en: 'Longitude and latitude seem to be swapped. Longitudes in Nghệ An are 103.8 to 105.9.',
    }
  return {
    vi: 'Vị trí nằm ngoài tỉnh Nghệ An. Hãy đặt lại ghim trên bản đồ.',
    en: 'The position lies outside Nghệ An. Put the pin on the map again.',
  }
}
