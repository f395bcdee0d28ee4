package relayapi_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkledger/internal/relayapi"
)

const (
	workspace = "abcdefghijklmnop"
	// zeroKey is the printed key of 32 zero bytes: what is printed on paper
	// must be readable for ever.
	zeroKey = "AAAAAA-AAAAAA-AAAAAA-AAAAAA-AAAAAA-AAAAAA-AAAAAA-AAAAAA-AAAIVU-KIF4"
)

var at = time.Date(2026, 11, 22, 12, 0, 0, 123_456_789, time.FixedZone("", 3600))

// sealed gives an entry as it comes back from the relay.
func sealed(t interface {
	Helper()
	Fatal(...any)
}, key relayapi.Key, plain []byte) relayapi.Entry {
	t.Helper()
	e := relayapi.NewEntry{ID: "0193-id", Kind: relayapi.KindChange, Schema: 1, Actor: "someone", Time: at, Key: "k"}
	if err := key.Seal(workspace, &e, plain); err != nil {
		t.Fatal(err)
	}
	return relayapi.Entry{Seq: 7, ID: e.ID, Kind: e.Kind, Schema: e.Schema, Device: "laptop", Actor: e.Actor, Time: e.Time, Key: e.Key, Body: e.Body}
}

func TestSealRoundTrip(t *testing.T) {
	key := relayapi.NewKey()
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		e, again := sealed(t, key, plain), sealed(t, key, plain)
		if bytes.Equal(e.Body, again.Body) {
			t.Fatal("sealed twice to the same bytes")
		}
		if len(plain) > 8 && bytes.Contains(unboxed(t, e), plain) {
			t.Fatal("the plain text shows")
		}
		if got, err := key.Open(workspace, e); err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("opened %q, %v, want %q", got, err, plain)
		}
		e.Time = e.Time.In(time.FixedZone("", -5*3600))
		if _, err := key.Open(workspace, e); err != nil {
			t.Fatalf("the same instant in another zone: %v", err)
		}
	})
	if e := sealed(t, key, nil); !e.Time.Equal(at.Truncate(time.Millisecond)) || e.Time.Location() != time.UTC {
		t.Errorf("the sealed time is %v", e.Time)
	}
}

func unboxed(t interface{ Fatal(...any) }, e relayapi.Entry) []byte {
	var body relayapi.Sealed
	if err := json.Unmarshal(e.Body, &body); err != nil {
		t.Fatal(err)
	}
	return body.Sealed
}

func boxed(box []byte) json.RawMessage {
	return json.RawMessage(`{"sealed":"` + base64.StdEncoding.EncodeToString(box) + `"}`)
}

func TestAnyFlippedBitIsFound(t *testing.T) {
	key := relayapi.NewKey()
	e := sealed(t, key, []byte("the truth"))
	box := unboxed(t, e)
	if e.Body = boxed(box); len(box) != 1+4+24+9+16 {
		t.Fatalf("a box of %d bytes", len(box))
	}
	if _, err := key.Open(workspace, e); err != nil {
		t.Fatal(err)
	}
	for bit := range len(box) * 8 {
		want := relayapi.ErrSeal
		if at := bit / 8; at >= 1 && at < 5 {
			want = relayapi.ErrKey // the bytes that name the key
		}
		box[bit/8] ^= 1 << (bit % 8)
		e.Body = boxed(box)
		if plain, err := key.Open(workspace, e); !errors.Is(err, want) || plain != nil {
			t.Errorf("bit %d: %q, %v, want %v", bit, plain, err, want)
		}
		box[bit/8] ^= 1 << (bit % 8)
	}
	for size := range len(box) {
		e.Body = boxed(box[:size])
		if _, err := key.Open(workspace, e); !errors.Is(err, relayapi.ErrSeal) {
			t.Errorf("cut to %d bytes: %v", size, err)
		}
	}
	e.Body = boxed(append(box, 0))
	if _, err := key.Open(workspace, e); !errors.Is(err, relayapi.ErrSeal) {
		t.Errorf("one byte longer: %v", err)
	}
}

// TestSealedLongAgo opens an entry as it stands in logs: the form is final.
func TestSealedLongAgo(t *testing.T) {
	key, err := relayapi.ParseKey(zeroKey)
	if err != nil {
		t.Fatal(err)
	}
	e := sealed(t, key, nil)
	e.Body = json.RawMessage(`{"sealed":"AYrRSC+nUI5Fll6qfNVP3sviIx8RhioU8/oF5lABh06XlcMJoMaamXJ9Z3GgwtFXMwOjTzUk"}`)
	if plain, err := key.Open(workspace, e); err != nil || string(plain) != "the truth" {
		t.Errorf("%q, %v", plain, err)
	}
}

func TestTheEnvelopeIsCovered(t *testing.T) {
	key := relayapi.NewKey()
	fine := sealed(t, key, []byte("the truth"))
	for name, alter := range map[string]func(*relayapi.Entry){
		"id":               func(e *relayapi.Entry) { e.ID += "x" },
		"kind":             func(e *relayapi.Entry) { e.Kind = relayapi.KindCJ },
		"schema":           func(e *relayapi.Entry) { e.Schema++ },
		"actor":            func(e *relayapi.Entry) { e.Actor = "" },
		"time":             func(e *relayapi.Entry) { e.Time = e.Time.Add(time.Millisecond) },
		"moved boundaries": func(e *relayapi.Entry) { e.ID, e.Kind = e.ID+e.Kind[:1], e.Kind[1:] },
		"no body":          func(e *relayapi.Entry) { e.Body = nil },
		"null":             func(e *relayapi.Entry) { e.Body = json.RawMessage("null") },
		"empty":            func(e *relayapi.Entry) { e.Body = json.RawMessage("{}") },
		"text":             func(e *relayapi.Entry) { e.Body = json.RawMessage(`"the truth"`) },
		"not JSON":         func(e *relayapi.Entry) { e.Body = json.RawMessage("\x00") },
		"not base64":       func(e *relayapi.Entry) { e.Body = json.RawMessage(`{"sealed":"!"}`) },
	} {
		e := fine
		alter(&e)
		plain, err := key.Open(workspace, e)
		if !errors.Is(err, relayapi.ErrSeal) || plain != nil {
			t.Errorf("%s: %q, %v", name, plain, err)
		} else if !strings.Contains(err.Error(), "entry 7") {
			t.Errorf("%s: %v does not say which entry", name, err)
		}
	}
	if _, err := key.Open("another", fine); !errors.Is(err, relayapi.ErrSeal) {
		t.Errorf("another workspace: %v", err)
	}
	fine.Seq, fine.Device = 8, "phone" // the relay's to give
	if _, err := key.Open(workspace, fine); err != nil {
		t.Errorf("another place in the log: %v", err)
	}
	for name, other := range map[string]relayapi.Key{"another key": relayapi.NewKey(), "no key": {}} {
		if plain, err := other.Open(workspace, fine); !errors.Is(err, relayapi.ErrKey) || plain != nil {
			t.Errorf("%s: %q, %v", name, plain, err)
		}
	}
}

func TestPrintedKey(t *testing.T) {
	key := relayapi.NewKey()
	text := key.Text()
	if len(strings.ReplaceAll(text, "-", "")) != 58 || key.IsZero() || key == relayapi.NewKey() {
		t.Fatalf("%s", text)
	}
	if (relayapi.Key{}).Text() != zeroKey || !(relayapi.Key{}).IsZero() {
		t.Errorf("the zero key is printed as %s, want %s", relayapi.Key{}, zeroKey)
	}
	for name, typed := range map[string]string{
		"as printed": text, "lower case": strings.ToLower(text), "without dashes": strings.ReplaceAll(text, "-", ""), "spaces": strings.ReplaceAll(text, "-", " "),
		"line end": text + "\n", "Windows line end": text + "\r\n", "tabs and lines": "\t" + strings.ReplaceAll(text, "-", "\r\n"), "no-break space": strings.ReplaceAll(text, "-", "\u00a0"),
	} {
		if got, err := relayapi.ParseKey(typed); err != nil || got != key {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, typed := range map[string]string{
		"empty": "", "cut": text[:len(text)-1], "longer": text + "A", "twice": text + text, "digit 1": "1" + text[1:], "digit 0": "0" + text[1:],
		"padding": text + "======", "not a key": strings.Repeat("A", 58), "letter of another script": "А" + text[1:],
	} {
		got, err := relayapi.ParseKey(typed)
		if err == nil || !got.IsZero() {
			t.Errorf("%s was taken", name)
		} else if strings.Contains(err.Error(), text[:6]) {
			t.Errorf("%s: the error repeats the key: %v", name, err)
		}
	}
}

func TestAKeyWithATypingErrorIsRefused(t *testing.T) {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	text := relayapi.NewKey().Text()
	for at := range len(text) {
		if text[at] == '-' {
			continue
		}
		for _, c := range []byte(alphabet) {
			if typed := text[:at] + string(c) + text[at+1:]; typed != text {
				if _, err := relayapi.ParseKey(typed); err == nil {
					t.Errorf("%c for %c at %d was taken", c, text[at], at)
				}
			}
		}
		if next := at + 1; next < len(text) && text[next] != text[at] && text[next] != '-' {
			if _, err := relayapi.ParseKey(text[:at] + text[next:next+1] + text[at:at+1] + text[next+1:]); err == nil {
				t.Errorf("%d and %d swapped was taken", at, next)
			}
		}
	}
}

func TestHash(t *testing.T) {
	key, err := relayapi.ParseKey(zeroKey)
	if err != nil {
		t.Fatal(err)
	}
	if got := key.Hash("cj", "a", "bc"); got != "7c3976bd9dc0162e0326747d081fc061404a7553" {
		t.Errorf("%s: hashes in logs would no longer be found", got)
	}
	seen := map[string][]string{}
	for _, c := range [][]string{
		{"cj"}, {"claim"}, {""}, {"cj", ""}, {"cj", "", ""}, {"cj", "a"}, {"cj", "a", ""}, {"cj", "", "a"}, {"claim", "a"}, {"cj", "a", "b"}, {"cj", "ab"}, {"cj", "b", "a"},
		{"cj", "1:a"}, {"cj", "a1:b"}, {"cj a"}, {"c", "ja"},
	} {
		hash := key.Hash(c[0], c[1:]...)
		if before, twice := seen[hash]; twice {
			t.Errorf("%q and %q have one hash", before, c)
		}
		if seen[hash] = c; len(hash) != 40 || strings.Trim(hash, "0123456789abcdef") != "" {
			t.Errorf("hash %q", hash)
		}
		if key.Hash(c[0], c[1:]...) != hash {
			t.Errorf("%q has two hashes", c)
		}
		if relayapi.NewKey().Hash(c[0], c[1:]...) == hash {
			t.Errorf("%q hashes to the same with another key", c)
		}
	}
}

func FuzzParseKey(f *testing.F) {
	f.Add(zeroKey)
	f.Add(strings.ToLower(zeroKey) + "\r\n")
	f.Add("AAAA")
	f.Fuzz(func(t *testing.T, text string) {
		key, err := relayapi.ParseKey(text)
		if err != nil {
			if !key.IsZero() {
				t.Fatalf("a key beside %v", err)
			}
			return
		}
		if again, err := relayapi.ParseKey(key.Text()); err != nil || again != key {
			t.Fatalf("%q became another key: %v", text, err)
		}
	})
}

func FuzzOpen(f *testing.F) {
	key, err := relayapi.ParseKey(zeroKey)
	if err != nil {
		f.Fatal(err)
	}
	e := sealed(f, key, []byte("the truth"))
	f.Add([]byte(e.Body))
	f.Add([]byte(`{"sealed":"AQ=="}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, body []byte) {
		e := e
		e.Body = body
		plain, err := key.Open(workspace, e)
		if err == nil && string(plain) != "the truth" || err != nil && plain != nil {
			t.Fatalf("%q opened to %q, %v", body, plain, err)
		}
	})
}
