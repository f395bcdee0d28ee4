package relayapi

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Keyring holds the keys of a workspace in the order in which they came into
// use: the newest seals, any opens. It is safe for concurrent use.
type Keyring struct {
	mu         sync.RWMutex
	keys       []Key
	identities []Identity
	keep       func(keys string) error
}

// NewKeyring makes a ring of keys, the founding one first. What key changes
// bring is opened with the identities, and keep saves the whole ring, as Text
// has it, before a new key is used; it may be nil.
func NewKeyring(keys []Key, identities []Identity, keep func(keys string) error) *Keyring {
	return &Keyring{keys: slices.Clone(keys), identities: slices.Clone(identities), keep: keep}
}

// ParseKeys reads what Keyring.Text wrote.
func ParseKeys(text string) ([]Key, error) {
	var keys []Key
	for _, word := range strings.Fields(text) {
		k, err := ParseKey(word)
		if err != nil {
			return nil, err
		}
		if slices.Contains(keys, k) {
			return nil, errors.New("a workspace key stands twice")
		}
		keys = append(keys, k)
	}
	return keys, nil
}

func textOf(keys []Key) string {
	words := make([]string, len(keys))
	for i, k := range keys {
		words[i] = k.Text()
	}
	return strings.Join(words, "\n")
}

// Text is all keys, to be kept where secrets are.
func (r *Keyring) Text() string { return textOf(r.Keys()) }

// String says only what it is, so that no log ever prints one.
func (*Keyring) String() string { return "(workspace keys)" }

// Keys are all keys, the newest last.
func (r *Keyring) Keys() []Key {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return slices.Clone(r.keys)
}

// Hash is Key.Hash of the founding key, for ever: what was hashed before a
// rotation is found after it. It is empty without a key.
func (r *Keyring) Hash(purpose string, parts ...string) string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if len(r.keys) == 0 {
		return ""
	}
	return r.keys[0].Hash(purpose, parts...)
}

// Seal is Key.Seal with the newest key.
func (r *Keyring) Seal(workspace string, e *NewEntry, plain []byte) error {
	newest, ok := r.Newest()
	if !ok {
		return ErrKey
	}
	return newest.Seal(workspace, e, plain)
}

// Newest is the key that seals.
func (r *Keyring) Newest() (k Key, ok bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if len(r.keys) == 0 {
		return Key{}, false
	}
	return r.keys[len(r.keys)-1], true
}

// Open is Key.Open with the key that sealed the entry: ErrKey when the ring
// does not have it.
func (r *Keyring) Open(workspace string, e Entry) ([]byte, error) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return openWith(r.keys, workspace, e)
}

func openWith(keys []Key, workspace string, e Entry) ([]byte, error) {
	for i := len(keys) - 1; i >= 0; i-- { // the newest first: it sealed most of what comes
		plain, err := keys[i].Open(workspace, e)
		if !errors.Is(err, ErrKey) {
			return plain, err
		}
	}
	return nil, fmt.Errorf("entry %d: %w", e.Seq, ErrKey)
}

// Take adds the keys that the ring does not have, in their order, and saves it.
func (r *Keyring) Take(keys ...Key) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	next := slices.Clone(r.keys)
	for _, k := range keys {
		if !slices.Contains(next, k) {
			next = append(next, k)
		}
	}
	return r.put(next)
}

// merge takes up the keys of a change. Only whoever has all keys so far says
// which is the newest: a change without some of them was written by a removed
// device, or beside another change while a relay was restored. Its keys open
// what they sealed, and seal nothing here.
func (r *Keyring) merge(brought []Key) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	lacks := func(k Key) bool { return !slices.Contains(brought, k) }
	if !slices.ContainsFunc(r.keys, lacks) {
		return r.put(slices.Clone(brought))
	}
	next := slices.Clone(r.keys)
	for _, k := range brought {
		if !slices.Contains(next, k) {
			next = slices.Insert(next, len(next)-1, k)
		}
	}
	return r.put(next)
}

// put saves the keys and uses them, if there are more than before.
func (r *Keyring) put(next []Key) error {
	if len(next) <= len(r.keys) {
		return nil
	}
	if r.keep != nil {
		if err := r.keep(textOf(next)); err != nil {
			return fmt.Errorf("keep a new workspace key: %w", err)
		}
	}
	r.keys = next
	return nil
}
