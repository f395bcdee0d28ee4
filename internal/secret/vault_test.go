package secret_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/zalando/go-keyring"
	"pgregory.net/rapid"

	"linkledger/internal/secret"
)

const profile = "k3v9q2m8x1c7z5t0"

// constant is a key that needs no place.
type constant byte

func (c constant) Key(string) ([]byte, error) {
	return bytes.Repeat([]byte{byte(c)}, secret.KeySize), nil
}

func open(t testing.TB, path string, source secret.KeySource) *secret.Vault {
	t.Helper()
	v, err := secret.Open(path, source, profile)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func read(t testing.TB, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// A vault holds what a map would, also after it is opened again.
func TestVaultIsAMapThatLasts(t *testing.T) {
	names := rapid.SampledFrom([]string{"cj.token", "relay.token", "workspace-key", "paypal_1"})
	dir, round := t.TempDir(), 0
	rapid.Check(t, func(rt *rapid.T) {
		round++
		path := filepath.Join(dir, fmt.Sprintf("secrets-%d", round))
		v, want := open(t, path, constant(1)), map[string]string{}
		rt.Repeat(map[string]func(*rapid.T){
			"set": func(rt *rapid.T) {
				name, value := names.Draw(rt, "name"), rapid.String().Draw(rt, "value")
				if err := v.Set(name, value); err != nil {
					rt.Fatal(err)
				}
				want[name] = value
			},
			"delete": func(rt *rapid.T) {
				name := names.Draw(rt, "name")
				if err := v.Delete(name); err != nil {
					rt.Fatal(err)
				}
				delete(want, name)
			},
			"open again": func(*rapid.T) { v = open(t, path, constant(1)) },
			"": func(rt *rapid.T) {
				for _, name := range []string{"cj.token", "relay.token", "workspace-key", "paypal_1"} {
					got, err := v.Get(name)
					value, ok := want[name]
					if got != value || ok != (err == nil) || err != nil && !errors.Is(err, secret.ErrNotFound) {
						rt.Fatalf("%s: got %q, %v; want %q", name, got, err, value)
					}
				}
			},
		})
	})
}

func TestVaultFileShowsNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "secrets.json")
	v := open(t, path, constant(1))
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Error("opening alone made a file")
	}
	if err := v.Set("cj.token", "open-sesame"); err != nil {
		t.Fatal(err)
	}
	if text := read(t, path); strings.Contains(text, "sesame") || !strings.Contains(text, "cj.token") {
		t.Errorf("the file is %s", text)
	}
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("temporary files are left: %v", left)
	}
}

func TestWrongKeyTouchesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.json")
	v := open(t, path, constant(1))
	if err := v.Set("cj.token", "x"); err != nil {
		t.Fatal(err)
	}
	before := read(t, path)
	if _, err := secret.Open(path, constant(2), profile); !errors.Is(err, secret.ErrKey) {
		t.Errorf("got %v", err)
	}
	if read(t, path) != before {
		t.Error("the file was changed")
	}
}

func TestDamageIsSaidAndLeftAlone(t *testing.T) {
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole")
	v := open(t, whole, constant(1))
	for name, value := range map[string]string{"a": "first", "b": "second"} {
		if err := v.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	text := read(t, whole)
	swapped := strings.NewReplacer(`"a":`, `"b":`, `"b":`, `"a":`).Replace(text)
	tests := map[string]struct {
		content string
		want    error // nil: said in words
		says    string
	}{
		"empty":         {"", secret.ErrDamaged, "left alone"},
		"cut":           {text[:len(text)/2], secret.ErrDamaged, "left alone"},
		"other file":    {`{"format":"recipe"}`, secret.ErrDamaged, "no file of secrets"},
		"missing parts": {`{"format":"linkledger-secrets","version":1}`, secret.ErrDamaged, "missing"},
		"newer":         {strings.Replace(text, `"version": 1`, `"version": 2`, 1), nil, "newer Linkledger"},
		"check cut":     {strings.Replace(text, `"check": "`, `"check": "AAAA`, 1), secret.ErrKey, "nothing was changed"},
		"swapped names": {swapped, secret.ErrDamaged, "altered"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, "damaged")
			if err := os.WriteFile(path, []byte(test.content), 0o600); err != nil {
				t.Fatal(err)
			}
			v, err := secret.Open(path, constant(1), profile)
			if err == nil {
				_, err = v.Get("a")
			}
			if err == nil || test.want != nil && !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v, want %v that says %q", err, test.want, test.says)
			}
			if read(t, path) != test.content {
				t.Error("the file was changed")
			}
		})
	}
	// The file breaks while the vault is open.
	if err := os.WriteFile(whole, []byte(text[:100]), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := v.Set("a", "third"); !errors.Is(err, secret.ErrDamaged) || read(t, whole) != text[:100] {
		t.Errorf("set on a broken file: %v", err)
	}
}

func TestTwoVaultsShareAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secrets.json")
	one := open(t, path, constant(1))
	if err := one.Set("one", "1"); err != nil {
		t.Fatal(err)
	}
	two := open(t, path, constant(1))
	if err := two.Set("two", "2"); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			if err := one.Set(fmt.Sprintf("n%d", i), "x"); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for _, name := range []string{"one", "two", "n0", "n7"} {
		if _, err := two.Get(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSetRefuses(t *testing.T) {
	v := open(t, filepath.Join(t.TempDir(), "secrets.json"), constant(1))
	for _, name := range []string{"", "CJ", "a b", "../x", strings.Repeat("a", 101), "a\n"} {
		if err := v.Set(name, "x"); err == nil {
			t.Errorf("%q was taken", name)
		}
	}
	if err := v.Set("a", strings.Repeat("x", 64<<10+1)); err == nil {
		t.Error("a huge value was taken")
	}
}

func TestKeychain(t *testing.T) {
	keyring.MockInit()
	path := filepath.Join(t.TempDir(), "secrets.json")
	if err := open(t, path, secret.Keychain{}).Set("a", "x"); err != nil {
		t.Fatal(err)
	}
	if got, err := open(t, path, secret.Keychain{}).Get("a"); got != "x" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	first, err := secret.Keychain{}.Key(profile)
	if err != nil || len(first) != secret.KeySize {
		t.Fatalf("%d bytes, %v", len(first), err)
	}
	if other, _ := (secret.Keychain{}).Key("another"); bytes.Equal(first, other) {
		t.Error("two profiles have the same key")
	}
	if err := keyring.Set(secret.DefaultService, profile, "not a key"); err != nil {
		t.Fatal(err)
	}
	if _, err := (secret.Keychain{}).Key(profile); !errors.Is(err, secret.ErrDamaged) {
		t.Errorf("a broken entry: %v", err)
	}
	locked := errors.New("the collection is locked")
	keyring.MockInitWithError(locked)
	_, err = secret.Open(path, secret.Keychain{}, profile)
	if !errors.Is(err, secret.ErrNoKeychain) || !errors.Is(err, locked) || !strings.Contains(err.Error(), "LINKLEDGER_PASSPHRASE") {
		t.Errorf("got %v", err)
	}
}

func TestPassphrase(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "secrets.json")
	words := secret.Passphrase{Text: "a short sentence is best"}
	if err := open(t, path, words).Set("a", "x"); err != nil {
		t.Fatal(err)
	}
	if got, err := open(t, path, words).Get("a"); got != "x" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := secret.Open(path, secret.Passphrase{Text: "a short sentence is Best"}, profile); !errors.Is(err, secret.ErrKey) {
		t.Errorf("wrong passphrase: %v", err)
	}
	if _, err := secret.Open(filepath.Join(dir, "other"), secret.Passphrase{Text: "short"}, profile); !errors.Is(err, secret.ErrPassphrase) {
		t.Errorf("short passphrase: %v", err)
	}
}

func TestKeyFile(t *testing.T) {
	source := secret.File{Path: filepath.Join(t.TempDir(), "key")}
	first, err := source.Key(profile)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := source.Key(profile); err != nil || !bytes.Equal(first, again) {
		t.Errorf("another key, %v", err)
	}
	if err := os.Chmod(source.Path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := source.Key(profile); runtime.GOOS != "windows" && (err == nil || !strings.Contains(err.Error(), "chmod 600")) {
		t.Errorf("a key that others can read: %v", err)
	}
	if err := os.WriteFile(source.Path, []byte("half a k"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(source.Path, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := source.Key(profile); !errors.Is(err, secret.ErrDamaged) || read(t, source.Path) != "half a k" {
		t.Errorf("a broken key file: %v", err)
	}
}

func FuzzVaultFile(f *testing.F) {
	path := filepath.Join(f.TempDir(), "secrets.json")
	if err := open(f, path, constant(1)).Set("a", "x"); err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(read(f, path)))
	f.Add([]byte(`{"format":"linkledger-secrets","version":1,"salt":"AAAAAAAAAAAAAAAAAAAAAA==","check":"AA==","secrets":{}}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(t.TempDir(), "secrets.json")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		v, err := secret.Open(path, constant(1), profile)
		if err != nil {
			if read(t, path) != string(content) {
				t.Error("a file that could not be opened was changed")
			}
			return
		}
		if got, err := v.Get("a"); err == nil && got != "x" {
			t.Errorf("forged: %q", got)
		}
	})
}
