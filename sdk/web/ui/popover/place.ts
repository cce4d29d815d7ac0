export interface Box {
  left: number
  top: number
  width: number
  height: number
}

export interface Size {
  width: number
  height: number
}

/** Pixels kept free between the float, its anchor and the edges of the window. */
const AIR = 4

/**
 * Where a float of that size stands: under its anchor, above it when there is no room below, never beyond the window.
 *
 * @returns the top left corner in the window, and the height that is free there.
 */
export function place(anchor: Box, float: Size, room: Size, align: 'start' | 'end') {
  const below = room.height - (anchor.top + anchor.height) - 2 * AIR
  const above = anchor.top - 2 * AIR
  const under = float.height <= below || below >= above
  const height = Math.min(float.height, under ? below : above)
  const wanted = align === 'start' ? anchor.left : anchor.left + anchor.width - float.width
  return {
    left: Math.max(AIR, Math.min(wanted, room.width - float.width - AIR)),
    top: under ? anchor.top + anchor.height + AIR : anchor.top - AIR - height,
    maxHeight: under ? below : above,
  }
}
