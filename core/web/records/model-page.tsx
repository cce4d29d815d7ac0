export default function ModelPage() {
  return <p>ModelPage</p>
}
