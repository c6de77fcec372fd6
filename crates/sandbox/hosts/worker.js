// Passes everything through, and keeps a copy of each answer to GET, as workers of portals do.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const answered = async () => {
    const answer = await fetch(request);
    if (request.method === "GET" && answer.ok) {
      const cache = await caches.open("host");
      await cache.put(request, answer.clone());
    }
    return answer;
  };
  event.respondWith(answered());
});
