// Runs one XSLT with Saxon-HE over files, as often as it is asked, and says what it took and what it found.
//
//   java -cp Saxon-HE.jar:CLASSES SaxonDriver RULES.xslt
//
// Standard input and output as player.ts has them: use, round, count.
// The stylesheet is compiled once and the files are held in memory, so a round is parse, rules and SVRL.

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XsltExecutable;

public class SaxonDriver {
	private static XsltExecutable rules;
	private static byte[][] files;

	public static void main(String[] args) throws Exception {
		Processor processor = new Processor(false);
		rules = processor.newXsltCompiler().compile(new StreamSource(Path.of(args[0]).toFile()));
		System.out.println("ready");

		BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			String[] words = line.split(" ", 2);
			if (words[0].equals("use")) {
				String[] paths = words[1].split("\t");
				files = new byte[paths.length][];
				for (int i = 0; i < paths.length; i++) files[i] = Files.readAllBytes(Path.of(paths[i]));
				System.out.println("ready");
			} else if (words[0].equals("count")) {
				XPathSelector findings = processor.newXPathCompiler()
					.compile("count(//*[local-name() = ('failed-assert', 'successful-report')])").load();
				long count = 0;
				for (byte[] file : files) {
					findings.setContextItem(run(file));
					count += Long.parseLong(findings.evaluateSingle().getStringValue());
				}
				System.out.println(count);
			} else {
				System.out.println(repeat(Long.parseLong(words[1])));
			}
		}
	}

	private static String repeat(long milliseconds) throws Exception {
		OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		long processor = system.getProcessCpuTime();
		long start = System.nanoTime();
		long documents = 0;
		do {
			for (byte[] file : files) run(file);
			documents += files.length;
		} while (system.getProcessCpuTime() - processor < milliseconds * 1_000_000);
		double wall = (System.nanoTime() - start) / 1e6 / documents;
		return wall + " " + (system.getProcessCpuTime() - processor) / 1e6 / documents;
	}

	private static XdmNode run(byte[] file) throws Exception {
		XdmDestination svrl = new XdmDestination();
		rules.load30().applyTemplates(new StreamSource(new ByteArrayInputStream(file)), svrl);
		return svrl.getXdmNode();
	}
}
