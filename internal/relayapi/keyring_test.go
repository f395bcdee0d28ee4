package relayapi_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"linkledger/internal/relayapi"
)

const ringWorkspace = "workspaceaaaaaaa"

func identity(t *testing.T) relayapi.Identity {
	t.Helper()
	i, err := relayapi.NewIdentity()
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func keyEntry(t *testing.T, n int, keys []relayapi.Key, sealing relayapi.Key, c relayapi.KeyChange) relayapi.Entry {
	t.Helper()
	e := relayapi.NewEntry{ID: uuid.NewString(), Kind: relayapi.KindKey, Schema: relayapi.KeySchema, Actor: "actor", Time: time.Now(), Key: relayapi.KeyPlace(n)}
	if err := relayapi.SealKeys(ringWorkspace, &e, keys, sealing, c); err != nil {
		t.Fatal(err)
	}
	return relayapi.Entry{Seq: int64(n + 1), ID: e.ID, Kind: e.Kind, Schema: e.Schema, Actor: e.Actor, Time: e.Time, Key: e.Key, Body: e.Body}
}

func sealedEntry(t *testing.T, ring *relayapi.Keyring, plain string) relayapi.Entry {
	t.Helper()
	e := relayapi.NewEntry{ID: uuid.NewString(), Kind: relayapi.KindChange, Schema: 1, Actor: "actor", Time: time.Now()}
	if err := ring.Seal(ringWorkspace, &e, []byte(plain)); err != nil {
		t.Fatal(err)
	}
	return relayapi.Entry{Seq: 9, ID: e.ID, Kind: e.Kind, Schema: e.Schema, Actor: e.Actor, Time: e.Time, Body: e.Body}
}

// A device is removed: those who stay read on, it does not, and the printed
// recovery key opens everything, the part from before too.
func TestRotation(t *testing.T) {
	a, b, recovery, stranger := identity(t), identity(t), identity(t), identity(t)
	founding := relayapi.NewKey()
	start := relayapi.KeyChange{Recovery: recovery.Recipient(), Devices: []relayapi.KeyRecipient{{Device: "a", Key: a.Recipient()}}}
	first := keyEntry(t, 0, []relayapi.Key{founding}, founding, start)

	kept := ""
	stays := relayapi.NewKeyring([]relayapi.Key{founding}, []relayapi.Identity{a}, func(keys string) error { kept = keys; return nil })
	goes := relayapi.NewKeyring([]relayapi.Key{founding}, []relayapi.Identity{b}, nil)
	before := sealedEntry(t, goes, "before")
	hash := stays.Hash("claim", "1")
	next := relayapi.NewKey()
	removal := start
	removal.Removed = "b"
	second := keyEntry(t, 1, []relayapi.Key{founding, next}, founding, removal)
	for _, ring := range []*relayapi.Keyring{stays, goes} {
		for _, e := range []relayapi.Entry{first, second, second} {
			c, err := ring.Learn(ringWorkspace, e)
			if err != nil || c.Recovery != recovery.Recipient() {
				t.Fatalf("%+v, %v", c, err)
			}
		}
	}
	if keys, err := relayapi.ParseKeys(kept); err != nil || !cmp.Equal(keys, []relayapi.Key{founding, next}, cmp.Comparer(func(x, y relayapi.Key) bool { return x == y })) {
		t.Errorf("kept %d keys: %v", len(keys), err)
	}
	after := sealedEntry(t, stays, "after")
	if _, err := goes.Open(ringWorkspace, after); !errors.Is(err, relayapi.ErrKey) {
		t.Errorf("the removed device reads on: %v", err)
	}
	if plain, err := goes.Open(ringWorkspace, before); err != nil || string(plain) != "before" {
		t.Errorf("what it had before: %q, %v", plain, err)
	}
	if stays.Hash("claim", "1") != hash {
		t.Error("hashes change with the key")
	}

	for _, e := range []relayapi.Entry{first, second} { // from the first entry on, or the newest alone
		fresh := relayapi.NewKeyring(nil, []relayapi.Identity{recovery}, nil)
		if _, err := fresh.Learn(ringWorkspace, e); err != nil {
			t.Fatal(err)
		}
		if _, err := fresh.Learn(ringWorkspace, second); err != nil {
			t.Fatal(err)
		}
		for want, sealed := range map[string]relayapi.Entry{"before": before, "after": after} {
			if plain, err := fresh.Open(ringWorkspace, sealed); err != nil || string(plain) != want {
				t.Errorf("with the recovery key: %q, %v", plain, err)
			}
		}
	}
	outside := relayapi.NewKeyring(nil, []relayapi.Identity{stranger}, nil)
	if _, err := outside.Learn(ringWorkspace, second); !errors.Is(err, relayapi.ErrKey) || len(outside.Keys()) > 0 {
		t.Errorf("a stranger: %v", err)
	}
}

// Whoever has none of the workspace's keys can't write a key change, though it
// knows the devices' public keys: the relay does.
func TestForgedKeyChange(t *testing.T) {
	a := identity(t)
	founding, forged := relayapi.NewKey(), relayapi.NewKey()
	c := relayapi.KeyChange{Recovery: a.Recipient(), Devices: []relayapi.KeyRecipient{{Device: "a", Key: a.Recipient()}}}
	ring := relayapi.NewKeyring([]relayapi.Key{founding}, []relayapi.Identity{a}, nil)
	for name, e := range map[string]relayapi.Entry{
		"another key":      keyEntry(t, 1, []relayapi.Key{forged}, forged, c),
		"with a founding":  keyEntry(t, 1, []relayapi.Key{founding, forged}, forged, c),
		"another founding": keyEntry(t, 1, []relayapi.Key{forged, founding}, founding, c),
		"of another body":  {Kind: relayapi.KindKey, Body: []byte(`{"age":"AAAA","sealed":"AAAA"}`)},
		"no body":          {Kind: relayapi.KindKey, Body: []byte(`[]`)},
	} {
		if _, err := ring.Learn(ringWorkspace, e); err == nil {
			t.Errorf("%s: it was taken", name)
		}
	}
	if len(ring.Keys()) != 1 {
		t.Errorf("the ring has %d keys", len(ring.Keys()))
	}
}

// Whoever has the keys of the past only, as a removed device does, can't say
// what is sealed with from now on, whatever the order in which a change is
// learned, nor take the place of the one in force. What it sealed is readable.
func TestKeyChangeWithAnOldKey(t *testing.T) {
	a, evil := identity(t), identity(t)
	k0, k1, k2, other := relayapi.NewKey(), relayapi.NewKey(), relayapi.NewKey(), relayapi.NewKey()
	stays := relayapi.KeyChange{Recovery: a.Recipient(), Devices: []relayapi.KeyRecipient{{Device: "a", Key: a.Recipient()}}}
	forged := relayapi.KeyChange{Recovery: evil.Recipient(), Devices: stays.Devices}
	start, first := keyEntry(t, 0, []relayapi.Key{k0}, k0, stays), keyEntry(t, 1, []relayapi.Key{k0, k1}, k0, stays)
	aside := keyEntry(t, 2, []relayapi.Key{k0, other}, k0, forged)
	next := keyEntry(t, 3, []relayapi.Key{k0, other, k1, k2}, k1, stays)
	ring := relayapi.NewKeyring([]relayapi.Key{k0}, []relayapi.Identity{a}, nil)
	for i, step := range []struct {
		log  []relayapi.Entry
		want relayapi.Key
	}{
		{[]relayapi.Entry{start, first, aside}, k1},
		{[]relayapi.Entry{start, aside, first}, k1}, // folded again after a restore
		{[]relayapi.Entry{start, first, aside, next}, k2},
		{[]relayapi.Entry{start, aside, first, next}, k2},
	} {
		for _, e := range step.log {
			c, err := ring.Learn(ringWorkspace, e)
			if err != nil {
				t.Fatal(err)
			}
			if newest, _ := ring.Newest(); c.Brings(newest) && c.Recovery != a.Recipient() {
				t.Errorf("step %d: the forged change is in force", i)
			}
		}
		if newest, _ := ring.Newest(); newest != step.want {
			t.Errorf("step %d: an older key seals", i)
		}
	}
	if len(ring.Keys()) != 4 || ring.Keys()[0] != k0 {
		t.Errorf("%d keys", len(ring.Keys()))
	}
	old := keyEntry(t, 4, []relayapi.Key{k0, other, k1, k2, relayapi.NewKey()}, k0, stays)
	if _, err := ring.Learn(ringWorkspace, old); !errors.Is(err, relayapi.ErrSeal) {
		t.Errorf("sealed with another key than the one before: %v", err)
	}
}

// A device that was left out goes on with a print made later than that.
func TestLeftOutWithANewPrint(t *testing.T) {
	a, b, old, print := identity(t), identity(t), identity(t), identity(t)
	k0, k1, k2 := relayapi.NewKey(), relayapi.NewKey(), relayapi.NewKey()
	devices := []relayapi.KeyRecipient{{Device: "a", Key: a.Recipient()}}
	ring := relayapi.NewKeyring([]relayapi.Key{k0}, []relayapi.Identity{b, print}, nil)
	for _, e := range []relayapi.Entry{
		keyEntry(t, 1, []relayapi.Key{k0, k1}, k0, relayapi.KeyChange{Recovery: old.Recipient(), Devices: devices}),
		keyEntry(t, 2, []relayapi.Key{k0, k1, k2}, k1, relayapi.KeyChange{Recovery: print.Recipient(), Devices: devices}),
	} {
		if _, err := ring.Learn(ringWorkspace, e); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(ring.Keys()); n != 3 {
		t.Errorf("%d keys", n)
	}
}

// A key that can't be saved is not used.
func TestUnsavedKey(t *testing.T) {
	full := errors.New("the disk is full")
	ring := relayapi.NewKeyring([]relayapi.Key{relayapi.NewKey()}, nil, func(string) error { return full })
	if err := ring.Take(relayapi.NewKey()); !errors.Is(err, full) || len(ring.Keys()) != 1 {
		t.Errorf("%d keys, %v", len(ring.Keys()), err)
	}
}

func TestIdentityText(t *testing.T) {
	i := identity(t)
	text := i.Text()
	if n := len(strings.ReplaceAll(text, "-", "")); n != 58 {
		t.Errorf("%d characters", n)
	}
	again, err := relayapi.ParseIdentity(" " + strings.ToLower(strings.ReplaceAll(text, "-", " ")) + "\n")
	if err != nil || again.Recipient() != i.Recipient() {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) { // any one wrong letter is noticed
		letters := []byte(strings.ReplaceAll(text, "-", ""))
		at := rapid.IntRange(0, len(letters)-1).Draw(t, "at")
		to := rapid.SampledFrom([]byte("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L")).Draw(t, "to")
		if letters[at] == to {
			return
		}
		letters[at] = to
		if _, err := relayapi.ParseIdentity(string(letters)); err == nil || strings.Contains(err.Error(), string(letters)) {
			t.Errorf("it says %v", err)
		}
	})
	for _, wrong := range []string{"", "hello", i.Recipient(), text[1:], relayapi.NewKey().Text()} {
		if _, err := relayapi.ParseIdentity(wrong); err == nil {
			t.Errorf("%q was taken", wrong)
		}
	}
}

func FuzzParseIdentity(f *testing.F) {
	f.Add("QPZRY9-X8GF2T")
	f.Fuzz(func(_ *testing.T, text string) {
		if i, err := relayapi.ParseIdentity(text); err == nil {
			_ = i.Text()
		}
	})
}

func FuzzLearn(f *testing.F) {
	f.Add([]byte(`{"age":"","sealed":""}`))
	ring := relayapi.NewKeyring([]relayapi.Key{relayapi.NewKey()}, nil, nil)
	f.Fuzz(func(t *testing.T, body []byte) {
		if _, err := ring.Learn(ringWorkspace, relayapi.Entry{Kind: relayapi.KindKey, Body: body}); err == nil {
			t.Error("a body that no key sealed was taken")
		}
	})
}
