package useragent

import "sync"

// cache remembers the agents of the last texts. It has two generations: when
// the young one is full it becomes the old one, and the old one is forgotten.
type cache struct {
	mu         sync.Mutex
	young, old map[string]Agent
}

const generation = 4096

func (c *cache) get(text string) (Agent, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	a, ok := c.young[text]
	if !ok {
		if a, ok = c.old[text]; ok {
			c.keep(text, a)
		}
	}
	return a, ok
}

func (c *cache) put(text string, a Agent) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keep(text, a)
}

func (c *cache) keep(text string, a Agent) {
	if c.young == nil || len(c.young) >= generation {
		c.old, c.young = c.young, make(map[string]Agent, generation)
	}
	c.young[text] = a
}
