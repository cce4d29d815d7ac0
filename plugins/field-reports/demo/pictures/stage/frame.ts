/** All scenes are drawn on a ground of this size; backdrops reach a little beyond, because the camera is held by hand. */
export const WIDTH = 1200
export const HEIGHT = 900
