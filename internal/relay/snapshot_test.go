package relay_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"linkledger/internal/relayapi"
)

func (f *fixture) putPart(id string, part int, body string) (int, string) {
	f.t.Helper()
	r, err := f.api.PutSnapshotPartWithBodyWithResponse(f.t.Context(), id, part, "application/octet-stream", strings.NewReader(body))
	if err != nil {
		f.t.Fatal(err)
	}
	return r.StatusCode(), string(r.Body)
}

func (f *fixture) putSnapshot(s relayapi.NewSnapshot) (int, string) {
	f.t.Helper()
	r, err := f.api.PutSnapshotWithResponse(f.t.Context(), s)
	if err != nil {
		f.t.Fatal(err)
	}
	return r.StatusCode(), string(r.Body)
}

func (f *fixture) snapshot() *relayapi.Snapshot {
	f.t.Helper()
	r, err := f.api.GetSnapshotWithResponse(f.t.Context())
	if err != nil || (r.JSON200 == nil && r.StatusCode() != http.StatusNotFound) {
		f.t.Fatalf("%v %s", err, r.Body)
	}
	return r.JSON200
}

func TestSnapshotIsWholeOrNotThere(t *testing.T) {
	f := start(t)
	f.mustPush(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{entry("note", map[string]int{})}})
	first, next := uuid.NewString(), uuid.NewString()
	bodies := []string{"old", strings.Repeat("x", 4<<20), "end"}
	for i, body := range bodies {
		if status, text := f.putPart(first, i, body); status != http.StatusNoContent {
			t.Fatalf("part %d: %d %s", i, status, text)
		}
	}
	bodies[0] = "again"
	f.putPart(first, 0, bodies[0])
	ask := relayapi.NewSnapshot{ID: first, Epoch: f.epoch, Seq: 1, Schema: 1, Parts: 3}
	for name, test := range map[string]struct {
		change func(*relayapi.NewSnapshot)
		status int
		says   string
	}{
		"a part too few":  {func(s *relayapi.NewSnapshot) { s.Parts = 4 }, 400, "3 of 4"},
		"a part too many": {func(s *relayapi.NewSnapshot) { s.Parts = 2 }, 400, "3 of 2"},
		"other epoch":     {func(s *relayapi.NewSnapshot) { s.Epoch = "x" }, 409, "restored"},
		"beyond the log":  {func(s *relayapi.NewSnapshot) { s.Seq = 2 }, 400, "log ends at 1"},
		"no upload":       {func(s *relayapi.NewSnapshot) { s.ID = next }, 400, "0 of 3"},
		"no UUID":         {func(s *relayapi.NewSnapshot) { s.ID = "x" }, 400, "UUID"},
		"no schema":       {func(s *relayapi.NewSnapshot) { s.Schema = 0 }, 400, "schema"},
	} {
		bad := ask
		test.change(&bad)
		if status, body := f.putSnapshot(bad); status != test.status || !strings.Contains(body, test.says) || f.snapshot() != nil {
			t.Errorf("%s: %d %s, %v", name, status, body, f.snapshot())
		}
	}
	if r, err := f.api.GetSnapshotPartWithResponse(t.Context(), first, 0); err != nil || r.StatusCode() != http.StatusNotFound {
		t.Fatalf("a part of an unfinished snapshot: %v %d", err, r.StatusCode())
	}
	for range 2 {
		if status, body := f.putSnapshot(ask); status != http.StatusNoContent {
			t.Fatalf("%d %s", status, body)
		}
	}
	want := relayapi.Snapshot{ID: first, Seq: 1, Schema: 1, Parts: 3, Device: f.connection.DeviceID, Time: f.clock.Now()}
	if got := f.snapshot(); got == nil || *got != want {
		t.Fatalf("%+v, want %+v", got, want)
	}
	for i, body := range bodies {
		if r, err := f.api.GetSnapshotPartWithResponse(t.Context(), first, i); err != nil || !bytes.Equal(r.Body, []byte(body)) {
			t.Fatalf("part %d: %v, %d bytes", i, err, len(r.Body))
		}
	}
	if status, body := f.putPart(first, 0, "changed"); status != http.StatusBadRequest || !strings.Contains(body, "complete") {
		t.Errorf("a complete snapshot was changed: %d %s", status, body)
	}
	f.putPart(next, 0, "next")
	if status, body := f.putSnapshot(relayapi.NewSnapshot{ID: next, Epoch: f.epoch, Seq: 0, Schema: 1, Parts: 1}); status != http.StatusNoContent {
		t.Fatalf("%d %s", status, body)
	}
	if r, err := f.api.GetSnapshotPartWithResponse(t.Context(), first, 0); err != nil || r.StatusCode() != http.StatusNotFound || f.snapshot().ID != next {
		t.Fatalf("the older one: %v %d", err, r.StatusCode())
	}
}

func TestSnapshotPartLimits(t *testing.T) {
	f := start(t)
	id := uuid.NewString()
	for name, test := range map[string]struct {
		id     string
		part   int
		body   string
		status int
	}{
		"no UUID": {"x", 0, "x", 400}, "part 512": {id, 512, "x", 400}, "part -1": {id, -1, "x", 400}, "empty": {id, 0, "", 400},
		"over 4 MiB": {id, 0, strings.Repeat("x", 4<<20+1), 413}, "over 8 MiB": {id, 0, strings.Repeat("x", 9<<20), 413},
	} {
		if status, body := f.putPart(test.id, test.part, test.body); status != test.status || !strings.Contains(body, `"hint"`) {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
	f.putPart(id, 0, "unfinished")
	f.clock.Advance(25 * time.Hour)
	f.putPart(uuid.NewString(), 0, "another day")
	if status, body := f.putSnapshot(relayapi.NewSnapshot{ID: id, Epoch: f.epoch, Schema: 1, Parts: 1}); status != http.StatusBadRequest || !strings.Contains(body, "0 of 1") {
		t.Fatalf("an upload of yesterday: %d %s", status, body)
	}
}
