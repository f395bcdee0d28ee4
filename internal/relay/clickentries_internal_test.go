package relay

import (
	"testing"
	"time"
)

// TestCountsAddedMeanwhileStillWait: what comes into the store while an entry
// is committed may have come behind it.
func TestCountsAddedMeanwhileStillWait(t *testing.T) {
	e, now := newEntryTimes(time.Second, map[string]time.Time{"w": time.Now()}), time.Now()
	seen := e.seen("w")
	e.waits("w", now)
	if e.written("w", seen); !e.isPending("w") {
		t.Fatal("the counts that came meanwhile are forgotten")
	}
	if e.written("w", e.seen("w")); e.isPending("w") {
		t.Fatal("nothing waits, and yet it does")
	}
	seen = e.seen("w") // of none
	e.waits("w", now)
	if e.written("w", seen); !e.isPending("w") {
		t.Fatal("the first counts that came meanwhile are forgotten")
	}
}
