"""The classic mistakes and their hints: what to look at, and never what to write."""

HINTS = {
    # distances
    "d for d²": "Something here wants the squared distance. Which of d and d² did you put in?",
    "d² for d": "The units are those of a square. One last operation brings them back.",
    "Manhattan distance": "You walk along the streets. How long is the straight line?",
    "largest coordinate": (
        "One coordinate alone was looked at. All of them take part in a distance."
    ),
    # the bell of the data
    "σ for σ²": "In the exponent d² is divided by a square. Which power of σ has the units of d²?",
    "σ² multiplied": (
        "A wider bell must fall more slowly. Does yours? On which side of the / is σ²?"
    ),
    "the 2 of 2σ² dropped": "A normal bell has fallen to 0.61 at a distance of one σ, not to 0.37.",
    "the 2 squared as well": "Of 2σ² only the σ is squared. Look at the brackets.",
    "σ of the column": (
        "A row belongs to the point that looks; so does its σ. Which way do yours lie?"
    ),
    "no row minimum": (
        "Far out every weight of a row is too small for the computer: 0/0. Something can be "
        "taken from a whole row's d² first, and cancels."
    ),
    # who is summed over
    "diagonal kept": "Nobody picks itself. What stands on your diagonal before you sum?",
    "columns for rows": "Does each row sum to 1, or each column? Point i looks along row i.",
    "the column beside": "You read down. A point's own chances stand along its row.",
    "all pairs for rows": "Add up one of your rows: a point's own chances must make 1.",
    "rows for all pairs": "Add up everything: do all pairs together make 1, or do the rows?",
    "not divided": "These are weights. To be chances they must sum to 1.",
    "each pair once": "The table lists each pair twice, (i, j) and (j, i). What does it sum to?",
    # the pair
    "n for 2n": "Sum up the whole table: is it 1? Each pair is listed twice.",
    "2 for 2n": "Sum up the whole table: is it 1, or as many as there are points?",
    "not divided by 2n": "Sum up the whole table. By how much is it too large?",
    "one opinion only": "Both points of a pair speak. Is your table symmetric?",
    "product of opinions": "Both need not agree: it is a lottery, in which one or the other picks.",
    # the kernel of the map
    "Gaussian for Student": (
        "Compare a far pair's weight with a near one's: your tail is too light."
    ),
    "Student for Gaussian": "Your tail is too heavy for a bell that ends like e to the minus d².",
    "Student, without α": "Does your answer change with α? It should.",
    "α only in the exponent": "α stands in two places of the kernel.",
    "exponent forgotten": "α stands in two places of the kernel; 1/(1 + d²/α) is the pull.",
    "x for y": "Q is asked on the map. Whose distances did you take?",
    # divergence
    "log₂ for ln": "Bits or nats? Look at which is asked for.",
    "ln for log₂": "Bits or nats? Look at which is asked for.",
    "log₁₀": "Neither bits nor nats: base 10.",
    "P and Q exchanged": "Who pays? The mean is taken over what really happens, in the data.",
    "sign of KL": "A price is never below 0. Which of p and q stands above the line?",
    "p ln p unmasked": "What does 0 · log 0 give on a computer? What never happens costs nothing.",
    "weighted by q": (
        "The mean surprise is taken over what happens. Which of the two says how often?"
    ),
    "p forgotten in front": "Each surprise counts as often as it happens.",
    "mean for sum": "Divided by how many there are? The formula has a sum and nothing else.",
    "cross-entropy": "That is all surprise. Take off what even one who knows P must pay.",
    # perplexity
    "entropy for perplexity": (
        "That is an uncertainty, in bits or nats. A perplexity is a number of neighbours."
    ),
    "2^H with H in nats": "The base of the power and the base of the logarithm must agree.",
    "e^H with H in bits": "The base of the power and the base of the logarithm must agree.",
    "sign of the entropy": (
        "A number below 1 cannot be how many neighbours there are. Look at the minus."
    ),
    # the gradient
    "no factor 4": "The sum is right, its size is not. Where do the two twos come from?",
    "2 for 4": "Point i stands in its own row, and once more somewhere else.",
    "sign of the gradient": "You point downhill. The gradient points up; the descent turns it.",
    "no pull w": "Each spring has a factor that weakens far pairs. It is missing.",
    "q for the pull w": "The pull is the weight itself, before it is divided by the sum.",
    "only the attraction": "Every pair pulls and pushes. Where is the push?",
    "log₂ with the factor 4": (
        "The factor 4 belongs to one base of the logarithm, and the loss to another."
    ),
    # the descent
    "no momentum": "Your steps forget each other. What is kept of the last one?",
    "momentum one step late": "You keep a part of a step, but not of the last one.",
    "momentum as an average": (
        "The slope's part is weakened too. Only the last update is multiplied."
    ),
    "momentum on the slope too": "The momentum multiplies the last update alone, not the new step.",
    "uphill": "Does the loss fall? The slope points up.",
    "exaggeration forgotten": (
        "These are the numbers of an ordinary step. What is stronger at the start?"
    ),
    "exaggeration left on": "The pulls count twelvefold. That is for the first steps only.",
    "exaggeration of pushes too": "All forces grew. Only the pulls are meant to.",
    "exaggeration of the pushes": "You made the pushes stronger. It is the data's side that grows.",
    # counting
    "C(n,2) for n(n−1)": "The pairs are ordered here: (i, j) and (j, i) are two.",
    "n(n−1) for C(n,2)": "Each pair is to be counted once: (i, j) and (j, i) are one.",
    "n² for n(n−1)": "Can a point be paired with itself?",
    "the point itself counted": "Every point is its own nearest neighbour. It should not count.",
    "four bytes a number": "How many bytes has a number here? Four would be float32.",
    "2³⁰ for 10⁹": "You counted in gibibytes, 1024³. A gigabyte is a power of ten.",
    "bits for bytes": "A byte has eight bits. Which did you count?",
    "each pair once, in memory": "A full table keeps (i, j) and (j, i), and the diagonal, too.",
    # yoke
    "no factor 2": "It is the slope of a square.",
    "sign of the spring": (
        "The descent walks against the slope. Does yours lead to the twin, or away?"
    ),
    "mean for sum in λ": "The error is a sum over points here. Where does your n come from?",
    "sum for mean in λ": "A mean is n times smaller than the sum. How must λ make up for it?",
}
