package desktop

import "sync"

// broadcast tells whoever waits that something has happened.
type broadcast struct {
	mu   sync.Mutex
	told chan struct{}
}

// next is closed at the next tell.
func (b *broadcast) next() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.told == nil {
		b.told = make(chan struct{})
	}
	return b.told
}

func (b *broadcast) tell() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.told != nil {
		close(b.told)
		b.told = nil
	}
}
