package relay_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
)

// BenchmarkClickPipeline is what happens to clicks after their answers: out of
// the file, judged, counted and committed to the store. Each is of another
// visitor on a link, with one of two hundred User-Agents.
func BenchmarkClickPipeline(b *testing.B) {
	const each = 20000
	f := start(b)
	handler := f.relay.Public()
	n, agents := 0, make([]string, 200)
	for i := range agents {
		agents[i] = fmt.Sprintf("%s Build/%03d", phone, i)
	}
	for b.Loop() {
		b.StopTimer()
		for range each {
			r := httptest.NewRequest(http.MethodGet, "/"+f.block.Codes[0], nil)
			r.Header.Set("User-Agent", agents[n%len(agents)])
			r.RemoteAddr = fmt.Sprintf("10.%d.%d.%d:1234", n>>16&255, n>>8&255, n&255)
			handler.ServeHTTP(httptest.NewRecorder(), r)
			n++
		}
		b.StartTimer()
		if err := f.relay.Flush(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "clicks/s")
	b.ReportMetric(0, "ns/op")
}
