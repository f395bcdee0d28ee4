package practice

import (
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"linkledger/internal/clock"
)

// TestOneExpiredCertificate: whoever asks for it at once gets one server, and
// a closed world gets none.
func TestOneExpiredCertificate(t *testing.T) {
	w, err := Start(t.Context(), Config{Dir: t.TempDir(), Base: clock.NewFake(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)), TimeZone: "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	before := len(w.servers)
	var asked sync.WaitGroup
	together := make(chan struct{})
	for range 64 {
		asked.Go(func() {
			<-together
			if err := w.SetFault(Certificate, true); err != nil {
				t.Error(err)
			}
		})
	}
	close(together)
	asked.Wait()
	if got := len(w.servers) - before; got != 1 {
		t.Errorf("%d servers", got)
	}
	w.secure = "" // as if nobody had asked
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	if err := w.SetFault(Certificate, true); !errors.Is(err, http.ErrServerClosed) {
		t.Errorf("after its end: %v", err)
	}
}
