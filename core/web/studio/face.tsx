export default function StudioFace() {
  return <p>StudioFace</p>
}
