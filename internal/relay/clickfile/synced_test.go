package clickfile

import (
	"sync"
	"testing"
	"time"
)

// TestAppendSyncedWaitsForTheDisk: what it has answered for is never beyond
// what was synced, also when the file changes in between.
func TestAppendSyncedWaitsForTheDisk(t *testing.T) {
	l, err := Open(t.TempDir(), Position{}, 2000)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	synced := func() Position {
		l.mu.Lock()
		defer l.mu.Unlock()
		return l.synced
	}
	if err := l.Append(Click{Time: time.UnixMilli(1)}); err != nil || !synced().Before(l.End()) {
		t.Fatalf("Append synced: %v, %v", synced(), err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 25 {
				before := l.End()
				if err := l.AppendSynced(Click{Agent: "agent", Time: time.UnixMilli(1)}); err != nil {
					t.Error(err)
				}
				if !before.Before(synced()) {
					t.Errorf("answered at %v, synced to %v", before, synced())
				}
			}
		})
	}
	for range 10 {
		if err := l.Sync(); err != nil { // changes the file, too
			t.Fatal(err)
		}
	}
	group.Wait()
	if synced() != l.End() {
		t.Fatalf("synced to %v of %v", synced(), l.End())
	}
}
