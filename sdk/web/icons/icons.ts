import { makeIcon } from '../ui/icon/make.tsx'

// Outlines of lucide (ISC, see LICENSE.txt in this folder), only those that the kit itself draws.
export const CloseIcon = makeIcon('M18 6 6 18M6 6l12 12')
export const PlusIcon = makeIcon('M5 12h14M12 5v14')
export const SearchIcon = makeIcon('m21 21-4.34-4.34M19 11a8 8 0 1 1-16 0 8 8 0 0 1 16 0')
export const ArrowUpIcon = makeIcon('m5 12 7-7 7 7M12 19V5')
export const ArrowDownIcon = makeIcon('M12 5v14M19 12l-7 7-7-7')
export const ChevronDownIcon = makeIcon('m6 9 6 6 6-6')
export const EllipsisIcon = makeIcon(
  'M13 12a1 1 0 1 1-2 0 1 1 0 0 1 2 0M20 12a1 1 0 1 1-2 0 1 1 0 0 1 2 0M6 12a1 1 0 1 1-2 0 1 1 0 0 1 2 0',
)
export const MenuIcon = makeIcon('M4 5h16M4 12h16M4 19h16')
export const InboxIcon = makeIcon(
  'M22 12h-6l-2 3h-4l-2-3H2M5.45 5.11 2 12v6a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-6l-3.45-6.89A2 2 0 0 0 16.76 4H7.24a2 2 0 0 0-1.79 1.11z',
)
export const PlugIcon = makeIcon(
  'M6.3 20.3a2.4 2.4 0 0 0 3.4 0L12 18l-6-6-2.3 2.3a2.4 2.4 0 0 0 0 3.4ZM2 22l3-3M7.5 13.5 10 11M10.5 16.5 13 14M18 3l-4 4h6l-4 4',
)
export const TrashIcon = makeIcon(
  'M10 11v6M14 11v6M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6M3 6h18M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2',
)
export const CalendarIcon = makeIcon(
  'M8 2v4M16 2v4M5 4h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM3 10h18',
)
