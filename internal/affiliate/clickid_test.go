package affiliate_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
)

const base32Lower = "abcdefghijklmnopqrstuvwxyz234567"

var (
	keys = affiliate.ClickKeys{bytes.Repeat([]byte{1}, 32), bytes.Repeat([]byte{2}, 32), nil, bytes.Repeat([]byte{3}, 32)}
	noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

	clickParts = rapid.Custom(func(t *rapid.T) affiliate.ClickParts {
		return affiliate.ClickParts{
			Key:   rapid.SampledFrom([]int{0, 1, 3}).Draw(t, "key"),
			Time:  time.Unix(rapid.Int64Range(0, 1<<34-1).Draw(t, "time"), 0).UTC(),
			Link:  rapid.Int64Range(1, affiliate.MaxLinkNumber).Draw(t, "link"),
			Nonce: rapid.Uint64Range(0, affiliate.MaxClickNonce).Draw(t, "nonce"),
		}
	})
)

func TestClickIDRoundTrip(t *testing.T) {
	signer := affiliate.NewClickSigner(keys)
	rapid.Check(t, func(t *rapid.T) {
		want := clickParts.Draw(t, "parts")
		id, err := keys.Mint(want)
		if err != nil || len(id) != affiliate.ClickIDLength || strings.Trim(string(id), base32Lower) != "" {
			t.Fatalf("minted %q, %v", id, err)
		}
		for _, text := range []string{string(id), strings.ToUpper(string(id)), strings.ToUpper(string(id[:15])) + string(id[15:])} {
			for name, parse := range map[string]func(string) (affiliate.ClickID, affiliate.ClickParts, error){"keys": keys.Parse, "signer": signer.Parse} {
				if back, parts, err := parse(text); err != nil || back != id || parts != want {
					t.Fatalf("%s of %+v reads to the %s as %s, %+v, %v", text, want, name, back, parts, err)
				}
			}
		}
		if signed, err := signer.Mint(want); err != nil || signed != id {
			t.Fatalf("the signer mints %s, %v, the keys %s", signed, err, id)
		}
	})
}

func TestClickIDWithAnyCharacterChangedIsRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id, err := keys.Mint(clickParts.Draw(t, "parts"))
		if err != nil {
			t.Fatal(err)
		}
		for at := range len(id) {
			for _, c := range []byte(base32Lower) {
				if c == id[at] {
					continue
				}
				if _, _, err := keys.Parse(string(id[:at]) + string(c) + string(id[at+1:])); !errors.Is(err, affiliate.ErrClickID) {
					t.Fatalf("%s with %c at %d: %v", id, c, at, err)
				}
			}
		}
	})
}

func TestClickIDRefusals(t *testing.T) {
	parts := affiliate.ClickParts{Key: 0, Time: noon, Link: 7, Nonce: 9}
	minted, err := keys.Mint(parts)
	if err != nil {
		t.Fatal(err)
	}
	id := string(minted)
	for name, text := range map[string]string{
		"empty": "", "short": id[:29], "long": id + "a", "space before": " " + id[:29], "space after": id + " ",
		"digit 0": "0" + id[1:], "digit 1": "1" + id[1:], "digit 8": id[:29] + "8", "hyphen": id[:15] + "-" + id[16:],
		"zero byte": id[:29] + "\x00", "high byte": id[:29] + "\xe1", "all a": strings.Repeat("a", 30), "macro": "{click_id}" + id[10:],
		"swapped halves": id[15:] + id[:15],
	} {
		if _, _, err := keys.Parse(text); !errors.Is(err, affiliate.ErrClickID) {
			t.Errorf("%s: %q gave %v", name, text, err)
		}
	}
	for name, other := range map[string]affiliate.ClickKeys{
		"no keys": {}, "another key": {bytes.Repeat([]byte{9}, 32)}, "its key under another index": {nil, keys[0]},
	} {
		if _, _, err := other.Parse(id); !errors.Is(err, affiliate.ErrClickID) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMintRefusesPartsThatDoNotFit(t *testing.T) {
	for name, p := range map[string]affiliate.ClickParts{
		"key -1": {Key: -1, Time: noon, Link: 1}, "key 4": {Key: 4, Time: noon, Link: 1}, "unknown key": {Key: 2, Time: noon, Link: 1},
		"before 1970": {Time: time.Unix(-1, 0), Link: 1}, "zero time": {Link: 1}, "after 2514": {Time: time.Unix(1<<34, 0), Link: 1},
		"link 0": {Time: noon}, "link -1": {Time: noon, Link: -1}, "link too large": {Time: noon, Link: affiliate.MaxLinkNumber + 1},
		"nonce too large": {Time: noon, Link: 1, Nonce: affiliate.MaxClickNonce + 1},
	} {
		if id, err := keys.Mint(p); err == nil || id != "" {
			t.Errorf("%s: minted %q", name, id)
		}
	}
}

// TestForgedClickIDs tries a million ids of the right form, half of them with
// a payload that was really minted.
func TestForgedClickIDs(t *testing.T) {
	real, err := keys.Mint(affiliate.ClickParts{Time: noon, Link: 7, Nonce: 9})
	if err != nil {
		t.Fatal(err)
	}
	signer := affiliate.NewClickSigner(keys)
	random := rand.New(rand.NewPCG(2026, 11))
	forged := []byte(real)
	for n := range 1_000_000 {
		from := 0
		if n%2 == 0 {
			from = copy(forged, real[:22])
		}
		var bits uint64
		for i := from; i < len(forged); i++ {
			if (i-from)%12 == 0 {
				bits = random.Uint64()
			}
			forged[i], bits = base32Lower[bits&31], bits>>5
		}
		text := string(forged)
		if text == string(real) {
			continue
		}
		if _, parts, err := signer.Parse(text); err == nil {
			t.Fatalf("%s was accepted as %+v", text, parts)
		}
	}
}

func FuzzClickID(f *testing.F) {
	id, err := keys.Mint(affiliate.ClickParts{Key: 3, Time: noon, Link: affiliate.MaxLinkNumber, Nonce: affiliate.MaxClickNonce})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(id))
	f.Add(strings.ToUpper(string(id)))
	f.Add(strings.Repeat("7", 30))
	f.Add("{click_id}")
	f.Fuzz(func(t *testing.T, text string) {
		id, parts, err := keys.Parse(text)
		if err != nil {
			if id != "" || parts != (affiliate.ClickParts{}) {
				t.Fatalf("%q: %v beside %q, %+v", text, err, id, parts)
			}
			return
		}
		if again, err := keys.Mint(parts); err != nil || again != id || !strings.EqualFold(text, string(id)) {
			t.Fatalf("%q is %+v, which mints %q, %v", text, parts, again, err)
		}
	})
}
