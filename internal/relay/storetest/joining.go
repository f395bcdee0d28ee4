package storetest

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// owing checks whom a restored relay waits for.
func owing(t *testing.T, s *suite) {
	d := func(id string) relay.Device {
		return relay.Device{ID: id, Workspace: "w1", Name: id, TokenHash: "hash-" + id, Created: now}
	}
	names := func(workspace string) (got []string) {
		s.must(func(tx relay.Tx) error {
			devices, err := tx.Owing(workspace)
			for _, d := range devices {
				got = append(got, d.Name)
			}
			return err
		})
		return got
	}
	other := d("d4")
	other.Workspace = "w2"
	for _, d := range []relay.Device{d("d1"), d("d2"), d("d3"), other} {
		s.must(func(tx relay.Tx) error { return tx.AddDevice(d) })
	}
	if err := s.do(func(tx relay.Tx) error {
		return tx.AddDevice(relay.Device{ID: "d9", Workspace: "w2", TokenHash: "hash-d1", Created: now})
	}); !errors.Is(err, relay.ErrTaken) {
		t.Fatalf("a second device has the token: %v", err)
	}
	s.equal([]string(nil), names("w1"))
	s.must(func(tx relay.Tx) error { return tx.OweAll("w1") })
	s.must(func(tx relay.Tx) error { return tx.AddDevice(d("d5")) }) // paired afterwards
	s.equal([]string{"d1", "d2", "d3"}, names("w1"))
	s.must(func(tx relay.Tx) error {
		return errors.Join(tx.Settle("w1", "d2"), tx.RevokeDevice("w1", "d3", now), tx.SeeDevice("w1", "d1", now.Truncate(time.Hour)))
	})
	s.equal([]string{"d1"}, names("w1"))
	s.equal([]string(nil), names("w2"))
	all, err := s.Devices(t.Context(), "w1")
	if err != nil || len(all) != 4 || !all[0].Owes || all[1].Owes || !all[0].Seen.Equal(now.Truncate(time.Hour)) || !all[1].Seen.IsZero() {
		t.Fatalf("%+v, %v", all, err)
	}
}

func lastEntries(t *testing.T, s *suite) {
	for _, id := range []string{"d1", "d2"} {
		s.must(func(tx relay.Tx) error {
			return tx.AddDevice(relay.Device{ID: id, Workspace: "w1", Name: id, TokenHash: id, Created: now})
		})
	}
	of := func(device, id string) relayapi.Entry {
		e := note(id)
		e.Device = device
		return e
	}
	for _, entries := range [][]relayapi.Entry{
		{of("d1", "1"), of("d2", "2"), of("d1", "3"), of(relayapi.RelayDevice, "4")},
		{of("d2", "5"), of(relayapi.RelayDevice, "6")},
		{of("gone", "7")},
	} {
		s.must(func(tx relay.Tx) error { _, err := tx.Append("w1", entries...); return err })
	}
	if err := s.do(func(tx relay.Tx) error {
		_, err := tx.Append("w1", of("d1", "8"))
		return errors.Join(err, errors.New("undone"))
	}); err == nil {
		t.Fatal("no error")
	}
	devices, err := s.Devices(t.Context(), "w1")
	if err != nil || len(devices) != 2 || devices[0].LastEntry != 3 || devices[1].LastEntry != 5 {
		t.Errorf("%+v, %v; want places 3 and 5", devices, err)
	}
	if d, err := s.DeviceByToken(t.Context(), "d2"); err != nil || d.LastEntry != 5 {
		t.Errorf("%+v, %v", d, err)
	}
}

func pairings(t *testing.T, s *suite) {
	p := relay.Pairing{Slot: 7, Workspace: "w1", Verifier: make([]byte, 32), Opened: now, State: relayapi.PairingStateOpen}
	if _, err := s.Pairing(t.Context(), 7); !errors.Is(err, relay.ErrNotFound) {
		t.Fatalf("a free slot: %v", err)
	}
	asked := p
	asked.Tries, asked.State, asked.TokenHash, asked.Device, asked.Package, asked.Proof = 2, relayapi.PairingStateApproved, "h", "d", []byte("keys"), []byte("proof")
	asked.Request = relayapi.PairingRequest{Name: "n", PublicKey: "age1", Proof: []byte("p")}
	for _, want := range []relay.Pairing{p, asked} {
		s.must(func(tx relay.Tx) error { return tx.PutPairing(want) })
		got, err := s.Pairing(t.Context(), 7)
		if err != nil {
			t.Fatal(err)
		}
		s.equal(want, got)
		s.must(func(tx relay.Tx) error {
			got, err := tx.Pairing(7)
			s.equal(want, got)
			return err
		})
	}
	for slot, change := range map[int]func(*relay.Pairing){
		1: func(*relay.Pairing) {}, 2: func(p *relay.Pairing) { p.State = relayapi.PairingStateAsked },
		3: func(p *relay.Pairing) { p.State = relayapi.PairingStateRefused }, 4: func(p *relay.Pairing) { p.ByOperator = true },
		5: func(p *relay.Pairing) { p.Workspace = "w2" }, 6: func(p *relay.Pairing) { p.Opened = now.Add(-time.Hour) },
	} {
		p := p
		p.Slot = slot
		change(&p)
		s.must(func(tx relay.Tx) error { return tx.PutPairing(p) })
	}
	count := func(after time.Time) (n int) {
		s.must(func(tx relay.Tx) (err error) { n, err = tx.Pairings("w1", after); return err })
		return n
	}
	s.equal(2, count(now.Add(-time.Minute)))
	s.equal(3, count(now.Add(-2*time.Hour)))
	s.must(func(tx relay.Tx) error { return tx.ForgetPairings(now) })
	s.equal(2, count(now.Add(-2*time.Hour)))
}

func snapshots(t *testing.T, s *suite) {
	part := func(workspace, id string, n int, body string, at time.Time) {
		s.must(func(tx relay.Tx) error { return tx.PutSnapshotPart(workspace, id, n, []byte(body), at) })
	}
	parts := func(id string) (n []int) {
		s.must(func(tx relay.Tx) (err error) { n, err = tx.SnapshotParts("w1", id); return err })
		return n
	}
	is := func(want relayapi.Snapshot, bodies ...string) {
		t.Helper()
		got, err := s.Snapshot(t.Context(), "w1")
		if err != nil {
			t.Fatal(err)
		}
		s.equal(want, got)
		for i, want := range bodies {
			if body, err := s.SnapshotPart(t.Context(), "w1", got.ID, i); err != nil || !bytes.Equal(body, []byte(want)) {
				t.Fatalf("part %d is %q, %v", i, body, err)
			}
		}
	}
	part("w1", "a", 1, "a1", now)
	part("w1", "a", 0, "old", now)
	part("w1", "a", 0, "a0", now)
	part("w2", "a", 0, "other", now)
	s.equal([]int{0, 1}, parts("a"))
	if _, err := s.SnapshotPart(t.Context(), "w1", "a", 0); !errors.Is(err, relay.ErrNotFound) {
		t.Fatalf("a part of an unfinished upload: %v", err)
	}
	first := relayapi.Snapshot{ID: "a", Seq: 5, Schema: 2, Parts: 2, Device: "d", Time: now}
	s.must(func(tx relay.Tx) error { return tx.PutSnapshot("w1", first) })
	is(first, "a0", "a1")
	part("w1", "b", 0, "b0-long", now)
	part("w1", "c", 0, "c", now.Add(-time.Hour))
	var bytes int64
	s.must(func(tx relay.Tx) (err error) { bytes, err = tx.SnapshotBytes("w1", "b", 0); return err })
	s.equal(int64(5), bytes)
	second := relayapi.Snapshot{ID: "b", Seq: 9, Schema: 2, Parts: 1, Device: "e", Time: now}
	s.must(func(tx relay.Tx) error { return tx.PutSnapshot("w1", second) })
	is(second, "b0-long")
	s.equal([]int(nil), parts("a"))
	s.equal([]int{0}, parts("c"))
	s.must(func(tx relay.Tx) error { return tx.ForgetSnapshotParts("w1", now.Add(time.Minute)) })
	s.equal([]int(nil), parts("c"))
	s.must(func(tx relay.Tx) error { return tx.DropSnapshot("w1", 9) })
	is(second, "b0-long")
	s.must(func(tx relay.Tx) error { return tx.DropSnapshot("w1", 8) })
	if _, err := s.Snapshot(t.Context(), "w1"); !errors.Is(err, relay.ErrNotFound) || len(parts("b")) > 0 {
		t.Fatalf("it is still there: %v, %v", err, parts("b"))
	}
	s.must(func(tx relay.Tx) error { return tx.DropSnapshot("w1", 0) }) // nothing to drop
}
