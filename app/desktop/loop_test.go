package desktop

import (
	"context"
	"testing"
	"time"
)

// TestWhatOtherDevicesDoIsHereAtOnce: a question stays open at the relay, so an
// edit elsewhere is seen without anybody asking; closing ends the question.
func TestWhatOtherDevicesDoIsHereAtOnce(t *testing.T) {
	a, _, lines := workspace(t)
	lines[1].Key = printed(t, a)
	b, err := Open(context.Background(), Options{Dir: t.TempDir(), Passphrase: "correct horse battery"}) // syncs by itself
	must(t, err)
	closed := false
	t.Cleanup(func() {
		if !closed {
			must(t, b.Close())
		}
	})
	got(b.Workspace.CreateProfile("Hearth & Wool"))(t)
	got(b.Workspace.Connect(lines[1]))(t)
	for _, name := range []string{"Maya", "Jonas"} {
		before := len(got(b.Members.List())(t))
		got(a.Members.Save(MemberForm{Name: name}))(t)
		must(t, a.Sync(context.Background()))
		pushed := time.Now()
		await(t, func() bool { return len(got(b.Members.List())(t)) > before })
		if took := time.Since(pushed); took > 5*time.Second { // a second where nothing else runs
			t.Errorf("it took %s", took)
		}
	}
	start := time.Now()
	must(t, b.Close())
	if closed = true; time.Since(start) > 10*time.Second {
		t.Errorf("closing took %s", time.Since(start))
	}
}
